"""A round: the city, a district or a community asks for ideas, and says what becomes of them."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from civic.cases.models import Invitation
from civic.offices.models import Office
from civic.offices.rules import said_in
from civic.suggestions.rules.phases import Doing, Phase, Span, may_do, phase_at


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds in the city's words."""

    def shown(self) -> "RoundQuerySet":
        """What everybody may read."""
        return self.filter(shown_at__isnull=False)

    def running(self, at: datetime) -> "RoundQuerySet":
        """Shown, begun, and not over."""
        return self.shown().filter(opens_at__lte=at, ends_at__gt=at)

    def in_brief(self) -> "RoundQuerySet":
        """Only what a list of rounds prints: name, place and last day."""
        names = [f"{way}{name}" for way in ("", "area__") for name in ("name_zh_hans", "name_zh_hant", "name_en")]
        return self.select_related("area").only("slug", "ends_at", *names)

    def with_names(self) -> "RoundQuerySet":
        """Together with what a page prints."""
        return self.select_related("matter", "area", "office").prefetch_related("phases")


class Round(Invitation):
    """An invitation to hand in suggestions, with its topic, its way and what happens with them, in three languages."""

    topic_zh_hans = models.TextField()
    topic_zh_hant = models.TextField(blank=True)
    topic_en = models.TextField(blank=True)
    then_zh_hans = models.TextField()  # what happens with what is handed in
    then_zh_hant = models.TextField(blank=True)
    then_en = models.TextField(blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rounds")  # who asks
    needed = models.PositiveIntegerField(null=True)  # of supporters; None: as the area has it
    answer_days = models.PositiveSmallIntegerField(null=True)
    hides_count = models.BooleanField(default=False)  # until support has ended
    ends_at = models.DateTimeField()  # of the last phase
    talks = models.BooleanField(default=False, db_default=False)  # comments are open in the phases that say so
    discarded_at = models.DateTimeField(null=True)  # put aside for good; why says its line
    taken_from = models.CharField(max_length=80, blank=True, default="", db_default="")  # an earlier platform's name

    objects: ClassVar = RoundQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="rounds_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(needed__isnull=True) | Q(needed__gte=1), name="round_needs_some"),
        ]

    @property
    def topic(self) -> str:
        """What it is about, in the reader's language."""
        return self._said("topic")

    @property
    def then(self) -> str:
        """What happens with what is handed in, in the reader's language."""
        return self._said("then")

    def _said(self, name: str) -> str:
        texts = {"zh-hans": f"{name}_zh_hans", "zh-hant": f"{name}_zh_hant", "en": f"{name}_en"}
        return said_in({tongue: getattr(self, column) for tongue, column in texts.items()}, get_language() or "en")

    @property
    def spans(self) -> list[Span]:
        """Its phases in their order; one query, unless they were read with it."""
        return sorted((phase.span for phase in self.phases.all()), key=lambda span: span.starts)

    @property
    def is_taken_over(self) -> bool:
        """Was it held on an earlier platform?"""
        return bool(self.taken_from)

    def allows(self, doing: Doing, at: datetime) -> bool:
        """Is this open in the phase it is in?"""
        return (doing != Doing.TALK or self.talks) and may_do(self.spans, doing, at)

    def phase(self, at: datetime) -> Span | None:
        """The phase it is in."""
        return phase_at(self.spans, at)


class RoundLine(models.Model):
    """What an official did to a round: made it, changed it from what to what, showed it. Written once."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="lines")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)  # by field: before and after

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.round_id}"


class RoundPhase(models.Model):
    """A stretch of a round; what is open in it says the table of rules/phases.py."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="phases")
    phase = models.CharField(max_length=12, choices=Phase)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_phase_ends_after_its_start"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="phase_known"),
            models.UniqueConstraint(fields=["round", "starts_at"], name="one_phase_starts_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.phase} of {self.round_id}"

    @property
    def span(self) -> Span:
        """As the rules know it."""
        return Span(self.phase, self.starts_at, self.ends_at)
