"""What is due when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.cases.models.case import Case
from civic.lib.named import Named
from civic.offices.rules import Unit


class DeadlineKind(models.TextChoices):
    """What is due."""

    STEP = "step", _("next step")
    ANSWER = "answer", _("answer")
    STAGE = "stage", _("stage")
    DEMAND = "demand", _("demand of the checking side")
    TASK = "task", _("task beside the case")
    RUNG = "rung", _("level that is told")
    REPAIR = "repair", _("repair after a bad rating")


BESIDE = frozenset({DeadlineKind.TASK, DeadlineKind.RUNG})
"""What runs beside the case: it is not what the case is due for."""


class Deadline(Named):
    """What is due when, for one round of a case: the next step, each stage of the limit, the answer, a demand, a task
    beside it, a level to be told, a repair after a bad rating. The name is the stage's. A row is reckoned from
    `starts_at` by `amount` and `unit`, less the time the clock stood still; an answer that was deferred is due no
    earlier than `deferred_to`, and a demand on the day it names."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=DeadlineKind)
    number = models.PositiveSmallIntegerField(default=0)  # of the stage, the demand, the task or the level
    key = models.CharField(max_length=40, blank=True)  # of the stage, or the state a step leads out of
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=Unit)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    stood_from = models.DateTimeField(null=True)  # the one pause
    stood_until = models.DateTimeField(null=True)
    held = models.JSONField(null=True)  # [[since, until], …]: incidents held the clock; they use up no pause
    deferred_at = models.DateTimeField(null=True)  # when another day was granted
    deferred_to = models.DateTimeField(null=True)
    is_tentative = models.BooleanField(default=False)  # it reaches into a year whose working days are not confirmed
    calendar = models.PositiveIntegerField(default=0)  # the change of the calendar it was reckoned after

    class Meta:
        ordering = ["case", "round", "number", "pk"]
        indexes = [
            models.Index(fields=["calendar", "id"], condition=Q(done_at__isnull=True), name="deadlines_to_reckon"),
            models.Index(
                fields=["due_at", "id"], condition=Q(kind="rung", done_at__isnull=True), name="levels_to_be_told"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DeadlineKind.values), name="deadline_kind_known"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="no_deadline_of_nothing"),
            models.UniqueConstraint(
                fields=["case", "kind", "number"],
                condition=Q(done_at__isnull=True),
                name="one_open_deadline_a_kind_and_stage",
            ),
            models.CheckConstraint(
                condition=Q(stood_from__isnull=True, stood_until__isnull=True)
                | Q(stood_from__isnull=False, stood_until__isnull=False),
                name="a_pause_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(deferred_at__isnull=True, deferred_to__isnull=True)
                | Q(deferred_at__isnull=False, deferred_to__isnull=False),
                name="a_deferral_was_granted_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.key} {self.due_at}"
