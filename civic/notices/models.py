"""The outbox: messages that wait to reach somebody. A message that left is blanked; only the fact stays."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.quiet import is_quiet
from civic.lib.sealed import SealedText, keyed_hash


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text message")
    PUSH = "push", _("message to a device")


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
        """What may leave now: first what somebody waits for, then what is sent to many, by night nothing of that."""
        waiting = self.filter(state=NoticeState.WAITING, due_at__lte=at)
        return waiting.leaving(at).order_by("is_bulk", "due_at", "pk")

    def leaving(self, at: datetime) -> "NoticeQuerySet":
        """What may leave at this hour: by night nothing that is sent to many, and no device rings."""
        return self.hurried() if is_quiet(at) else self

    def hurried(self) -> "NoticeQuerySet":
        """What somebody waits for: it leaves at any hour."""
        return self.filter(is_bulk=False).exclude(channel=Channel.PUSH)

    def patient(self) -> "NoticeQuerySet":
        """What sleeps by night: sent to many, or ringing on a device."""
        return self.filter(models.Q(is_bulk=True) | models.Q(channel=Channel.PUSH))

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
    # where a mail program stops such messages with one press
    stop_url = SealedText(purpose="notice", blank=True, default="", db_default="")
    language = models.CharField(max_length=8)
    verb = models.CharField(max_length=32)
    about = models.CharField(max_length=80, db_index=True)  # "case:12": what it is about, for hiding and forgetting
    state = models.CharField(max_length=12, choices=NoticeState, default=NoticeState.WAITING)
    is_bulk = models.BooleanField(default=False, db_default=False)  # sent to many: it goes after everything else
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "is_bulk", "due_at", "id"], name="notices_due_in_turn")]
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


class DeviceQuerySet(models.QuerySet["Device"]):
    """Devices in their own words."""

    def idle(self) -> "DeviceQuerySet":
        """Those that are nobody's, so that only what their browser follows could be told there."""
        return self.filter(person=None, contact_hash="")


class Device(models.Model):
    """A browser that takes messages: its address and keys are sealed, as a contact is. It belongs to an account, to a
    proved contact, or to nobody but the browser itself, which a signed number makes known again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="devices")
    contact_hash = models.CharField(max_length=64, blank=True, db_index=True)
    browser_hash = models.CharField(max_length=64, db_index=True)
    address = SealedText(purpose="device")
    address_hash = models.CharField(max_length=64, unique=True)
    stop_digest = models.CharField(max_length=64, unique=True)
    vendor = models.CharField(max_length=100)  # through whom it is reached
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField()

    objects = DeviceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(browser_hash=""), name="a_device_is_some_browser"),
        ]

    def __str__(self) -> str:
        return f"device {self.pk}"

    @property
    def stop_token(self) -> str:
        """What stands in the link that stops it; it cannot be made from what the database holds."""
        return device_token(self.address_hash)


def device_token(address_hash: str) -> str:
    """The token of a device."""
    return keyed_hash(address_hash, purpose="device-stop")[:24]


def device_digest(token: str) -> str:
    """By which the device of a token is found."""
    return keyed_hash(token, purpose="device-stop-digest")


def browser_hash(number: str) -> str:
    """By which the devices of a browser are found: a keyed hash of the number it is known by."""
    return keyed_hash(number, purpose="device-browser")


class Mention(models.Model):
    """Something else that a message tells of: when that is hidden, the message does not leave."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="mentions")
    about = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return f"{self.notice_id} mentions {self.about}"
