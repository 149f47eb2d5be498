"""Calls the city owes, each attempt at one; and messages that reached nobody."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.calls.rules import CALLS_MOST, CallStage, Cause, Handled, Result, UndeliveredStage
from civic.cases.models import Case
from civic.notices.models import Notice


class OwedCall(models.Model):
    """A case was closed, its reporter left only a telephone number and has not said whether it was solved; or she rated
    the answer badly: the city calls, three times at most. `due_at` is when the next call is due, `until` the day by
    which it was promised."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="owed_calls")
    round = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.SILENT, db_default="silent")
    until = models.DateTimeField(null=True)
    stage = models.CharField(max_length=12, choices=CallStage, default=CallStage.WAITING)
    found_at = models.DateTimeField()
    due_at = models.DateTimeField()
    made = models.PositiveSmallIntegerField(default=0)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["stage", "due_at", "id"], name="calls_owed_by_due")]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "cause"], name="one_owed_call_a_round_and_cause"),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="owed_call_cause_known"),
            models.CheckConstraint(
                condition=Q(cause="silent") | Q(until__isnull=False), name="whoever_rated_badly_is_called_by_a_day"
            ),
            models.CheckConstraint(condition=Q(stage__in=CallStage.values), name="owed_call_stage_known"),
            models.CheckConstraint(condition=Q(made__lte=CALLS_MOST), name="three_calls_at_most"),
            models.CheckConstraint(
                condition=~Q(stage="taken") | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="a_taken_call_is_in_a_hand",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["waiting", "taken"]) | Q(ended_at__isnull=False),
                name="an_owed_call_ends_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"call about {self.case_id}"


class Attempt(models.Model):
    """One call the city made: by whom, when, with what result."""

    owed = models.ForeignKey(OwedCall, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=16, choices=Result)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["owed", "number"], name="one_attempt_a_place"),
            models.CheckConstraint(condition=Q(number__range=(1, CALLS_MOST)), name="attempts_count_to_three"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="attempt_result_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.result}"


class Undelivered(models.Model):
    """A message about a case reached nobody: the desk calls instead, writes a letter, or gives up and says why."""

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="undelivered")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="undelivered")
    stage = models.CharField(max_length=8, choices=UndeliveredStage, default=UndeliveredStage.WAITING)
    found_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=Handled, blank=True)
    note = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "undelivered"
        indexes = [models.Index(fields=["stage", "found_at", "id"], name="calls_undelivered_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=UndeliveredStage.values), name="undelivered_stage_known"),
            models.CheckConstraint(
                condition=Q(stage="waiting") | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="undelivered_is_in_a_hand",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | (Q(how__in=Handled.values) & Q(done_at__isnull=False)),
                name="undelivered_was_handled_somehow",
            ),
            models.CheckConstraint(condition=~Q(how="given-up") | ~Q(note=""), name="whoever_gives_up_says_why"),
        ]

    def __str__(self) -> str:
        return f"undelivered {self.notice_id}"


class Swept(models.Model):
    """How far a sweep has come, so that the next one begins there."""

    name = models.CharField(max_length=20, unique=True)
    upto = models.DateTimeField()

    class Meta:
        verbose_name_plural = "swept"

    def __str__(self) -> str:
        return f"{self.name} {self.upto}"
