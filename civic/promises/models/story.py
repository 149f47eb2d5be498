"""The story of a promise: a line for each act, what was reported, and what a change replaced."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.journal import models as journal
from civic.offices.models import Office
from civic.promises.models.promise import Promise
from civic.promises.models.stages import Stage


class PromiseLine(journal.Line):
    """One act in the life of a promise."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="lines")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # the office that acted

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["promise", "seq"], name="one_line_a_place_of_a_promise")]

    def __str__(self) -> str:
        return f"{self.promise_id}#{self.seq} {self.verb}"


class PromiseWords(journal.Words):
    """What was said in a line."""

    line = models.OneToOneField(PromiseLine, on_delete=models.CASCADE, related_name="words")

    def __str__(self) -> str:
        return f"{self.line_id}"


class Report(models.Model):
    """The owner said how far it is; the words lie with the line."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="reports")
    line = models.OneToOneField(PromiseLine, on_delete=models.PROTECT, related_name="report")
    progress = models.PositiveSmallIntegerField()
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, related_name="reports")
    next_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(progress__lte=100), name="reported_progress_is_a_percentage")]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.progress}%"


class Change(models.Model):
    """What a promise said, what it says instead, why, and who signed; with the day from which it holds, where the city
    lets everybody read it first."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="changes")
    line = models.OneToOneField(PromiseLine, on_delete=models.PROTECT, related_name="change")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=120)  # the post, as everybody reads it
    signed_at = models.DateTimeField()
    holds_from = models.DateTimeField()
    held_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["signed_at", "pk"]
        indexes = [models.Index(fields=["holds_from"], condition=Q(held_at__isnull=True), name="changes_to_come")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_change_says_why"),
            models.UniqueConstraint(
                fields=["promise"], condition=Q(held_at__isnull=True), name="one_change_of_a_promise_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"change of {self.promise_id}"
