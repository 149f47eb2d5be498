"""An answer that waits inside the office: read, signed or kept ready before anybody outside reads a word of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models.case import Case
from civic.cases.models.timeline import Line
from civic.cases.rules import Outcome, Station
from civic.cases.rules.drafting import BASIS_LONGEST, OCCASION_LONGEST
from civic.offices.models import Office


class DraftedAnswer(models.Model):
    """A drafted answer on its way out: what it says, who wrote it, at whose desk it lies since when, and how long it
    lay at each. It ends with the line it becomes, or without one when the case leaves the office."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafted")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome)
    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    basis = models.CharField(max_length=BASIS_LONGEST, blank=True)
    remedy = models.TextField(blank=True)
    occasion = models.CharField(max_length=OCCASION_LONGEST, blank=True)  # for which it is kept ready
    station = models.CharField(max_length=8, choices=Station)
    since = models.DateTimeField()  # when it came to that desk
    at_handler = models.DurationField(default=timedelta)  # so long in all, without what runs since then
    at_reader = models.DurationField(default=timedelta)
    at_head = models.DurationField(default=timedelta)
    at_ready = models.DurationField(default=timedelta)
    drafted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, null=True, related_name="drafted")  # what it became

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["office", "station", "id"], condition=Q(ended_at__isnull=True), name="drafts_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True), name="one_drafted_answer_a_case"
            ),
            models.CheckConstraint(condition=Q(station__in=Station.values), name="draft_lies_at_a_known_desk"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="draft_outcome_known"),
            models.CheckConstraint(condition=~Q(text=""), name="draft_says_something"),
            models.CheckConstraint(
                condition=Q(passed_by__isnull=True) | ~Q(passed_by=F("author")), name="nobody_reads_her_own_answer"
            ),
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("author")), name="nobody_signs_her_own_answer"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(ended_at__isnull=False), name="what_became_an_answer_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.station}"

    def spent(self, at: datetime) -> dict[str, timedelta]:
        """How long it lay at each desk until a moment, or until it ended."""
        known = {station.value: getattr(self, f"at_{station}") for station in Station}
        known[self.station] += max((self.ended_at or at) - self.since, timedelta())
        return known

    def lies(self, station: str, *, at: datetime) -> list[str]:
        """It comes to another desk. Returns the names of what changed, to be written."""
        was = f"at_{self.station}"
        setattr(self, was, self.spent(at)[self.station])
        self.station, self.since = station, at
        return [was, "station", "since"]
