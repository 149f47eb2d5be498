"""The outbox: messages that wait to reach somebody. A message that left is blanked; only the fact stays."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.sealed import SealedText


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text message")


class NoticeState(models.TextChoices):
    """How far a message has come."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    WITHDRAWN = "withdrawn", _("withdrawn")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """The outbox in its own words."""

    def due(self, at: datetime) -> "NoticeQuerySet":
        """What may leave now."""
        return self.filter(state=NoticeState.WAITING, due_at__lte=at).order_by("due_at", "pk")

    def waiting(self) -> "NoticeQuerySet":
        """What has not left yet, the ones in a drainer's hand included."""
        return self.filter(state__in=[NoticeState.WAITING, NoticeState.SENDING])


class Notice(models.Model):
    """One message to one address: rendered text and address are sealed, and blanked on delivery."""

    channel = models.CharField(max_length=8, choices=Channel)
    address = SealedText(purpose="notice", blank=True)
    address_hash = models.CharField(max_length=64, db_index=True)
    subject_line = SealedText(purpose="notice", blank=True)
    body = SealedText(purpose="notice", blank=True)
    language = models.CharField(max_length=8)
    verb = models.CharField(max_length=32)
    about = models.CharField(max_length=40, db_index=True)  # "case:12": what it is about, for hiding and forgetting
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.WAITING)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="notices_due")]
        constraints = [
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="notice_channel_known"),
            models.CheckConstraint(condition=models.Q(state__in=NoticeState.values), name="notice_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(address="", body="", sent_at__isnull=False),
                name="notice_sent_is_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} · {self.about} · {self.state}"
