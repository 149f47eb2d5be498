"""What offices say about a suggestion in private, before it is answered."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case
from civic.offices.models import Office
from civic.promises.rules import yuan
from civic.suggestions.rules.assessing import Feasibility


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments in the city's words."""

    def awaited(self) -> "AssessmentQuerySet":
        """Asked for, not handed in, and still waited for."""
        return self.filter(given_at__isnull=True, ended_at__isnull=True)


class Assessment(models.Model):
    """The office that leads a suggestion asks another one, by a day, whether it can be done. What comes of it stays
    inside; the answer may take parts of it over."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    round = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")  # whose it is
    asker = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")  # who leads the case
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    question = models.TextField(blank=True)
    feasibility = models.CharField(max_length=12, choices=Feasibility, blank=True)
    cost = models.BigIntegerField(null=True)  # fen of CNY; 0: none
    cost_words = models.TextField(blank=True)
    period = models.CharField(max_length=300, blank=True)
    law = models.TextField(blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # nobody waits for it any more
    taken = models.JSONField(default=list)  # the parts that the answer tells
    told_at = models.DateTimeField(null=True)  # that it is late

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "office"],
                condition=Q(given_at__isnull=True, ended_at__isnull=True),
                name="an_office_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, feasibility="", cost__isnull=True)
                | Q(given_at__isnull=False, cost__isnull=False, feasibility__in=Feasibility.values)
                & ~Q(cost_words="")
                & ~Q(period="")
                & ~Q(law="")
                & ~Q(text=""),
                name="an_assessment_is_whole",
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="no_cost_below_nothing"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(ended_at__isnull=True), name="what_was_given_is_not_ended"
            ),
            models.CheckConstraint(condition=~Q(office=F("asker")), name="nobody_asks_herself_for_an_assessment"),
        ]
        indexes = [
            models.Index(
                fields=["office", "due_at"],
                condition=Q(given_at__isnull=True, ended_at__isnull=True),
                name="assessments_awaited",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(given_at__isnull=True, ended_at__isnull=True, told_at__isnull=True),
                name="assessments_to_be_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} on {self.case_id}"

    @property
    def is_awaited(self) -> bool:
        """Is it still waited for?"""
        return self.given_at is None and self.ended_at is None

    def is_late(self, at: datetime) -> bool:
        """Should it have been handed in by now?"""
        return self.is_awaited and self.due_at < at

    @property
    def cost_said(self) -> str:
        """The cost in yuan, as people read it; "" where it costs nothing."""
        return yuan(self.cost) if self.cost else ""

    def said(self) -> dict[str, Any]:
        """What was handed in, by name."""
        names = ("feasibility", "cost", "cost_words", "period", "law", "text")
        return {name: getattr(self, name) for name in names}
