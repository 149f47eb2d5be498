"""Who is called out to an urgent case, one person after the other, until somebody says that it is in hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.rules.callouts import RUNGS, CallReply, CallState
from civic.offices.models import Office, Officer


class CallOut(models.Model):
    """One office is called to one urgent case. `rung` is how far down the order of calling it has come; the next person
    is called when `due_at` has come and nobody has answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="callouts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="callouts")  # None: unknown
    side = models.CharField(max_length=8, choices=[("act", "act"), ("check", "check")])
    state = models.CharField(max_length=8, choices=CallState, default=CallState.WAITING)
    rung = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=12, choices=CallReply, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="callouts_due"),
            models.Index(fields=["state", "-began_at", "-id"], name="callouts_by_state"),
            models.Index(fields=["office", "-began_at", "-id"], name="callouts_by_office"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(side__in=["act", "check"]), name="callout_side_known"),
            models.CheckConstraint(condition=Q(state__in=CallState.values), name="callout_state_known"),
            models.CheckConstraint(condition=Q(rung__in=[0, *RUNGS]), name="callout_rung_known"),
            models.CheckConstraint(condition=Q(reply__in=["", *CallReply.values]), name="callout_reply_known"),
            models.CheckConstraint(
                condition=Q(state="waiting", due_at__isnull=False) | (~Q(state="waiting") & Q(due_at__isnull=True)),
                name="only_a_waiting_callout_is_due",
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_by__isnull=False, held_at__isnull=False)
                | (~Q(state="held") & Q(held_by__isnull=True, held_at__isnull=True, reply="")),
                name="a_callout_is_held_by_one_person",
            ),
            models.UniqueConstraint(fields=["case", "side", "office"], name="an_office_is_called_once_a_case"),
            models.UniqueConstraint(
                fields=["case", "side"],
                condition=Q(office__isnull=True),
                name="an_unknown_office_is_called_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.side} {self.state}"

    @property
    def about(self) -> str:
        """The name under which the outbox knows it."""
        return f"callout:{self.pk}"


class Call(models.Model):
    """One person was called: at which rung, of which office, by which ways; none where she could not be reached."""

    callout = models.ForeignKey(CallOut, on_delete=models.CASCADE, related_name="calls")
    number = models.PositiveSmallIntegerField()
    rung = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_sms = models.BooleanField()
    by_email = models.BooleanField()
    passed_at = models.DateTimeField(null=True)  # she said that she cannot

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["callout", "number"], name="one_call_a_number"),
            models.CheckConstraint(condition=Q(rung__in=RUNGS), name="call_rung_known"),
        ]

    def __str__(self) -> str:
        return f"{self.callout_id}#{self.number}"

    @property
    def was_reached(self) -> bool:
        """Was there any way to reach her?"""
        return self.by_sms or self.by_email
