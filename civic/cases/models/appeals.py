"""Appeals: a record of the case, since two hands decide on them that know nothing of each other."""

from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.rules.appeals import Decision, Step
from civic.offices.models import Office


class Appeal(models.Model):
    """One appeal against the answer or the refusal of a round, at one of its two steps, and what was decided: at the
    first by a reviewing office, at the second and last by the committee."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField(choices=Step, default=Step.FIRST, db_default=1)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    decision = models.CharField(max_length=12, blank=True, choices=Decision)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "feedback_appeal"  # where it stood before the committee decided too
        ordering = ["case", "round", "step"]
        indexes = [
            models.Index(
                fields=["office", "due_at", "id"], condition=Q(decided_at__isnull=True), name="appeals_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "step"], name="one_appeal_a_step"),
            models.CheckConstraint(condition=Q(step__in=[1, 2]), name="an_appeal_has_two_steps"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=["upheld", "overturned"], decided_at__isnull=False),
                name="decision_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} round {self.round} step {self.step}"
