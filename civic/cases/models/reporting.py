"""What came with a report: answers to extra questions, the sealed contact, drafts and replays."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.rules.looking import Reason
from civic.lib.sealed import SealedText
from civic.offices.models import Office, Wording
from civic.offices.rules import Role


class Answers(models.Model):
    """What the extra questions of the matter were answered with, by the key of the question; for the desk and the
    reporter only, and blanked when the reporter is erased."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="answers")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="answers")
    given = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "answers"

    def __str__(self) -> str:
        return f"answers of {self.case_id}"


class Contact(models.Model):
    """How the reporter can be reached: sealed, with a keyed hash beside each address to find it by without opening
    it."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    email = SealedText(purpose="contact", blank=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone = SealedText(purpose="contact", blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=8, default="zh-hans")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email_hash="") | ~Q(phone_hash=""), name="contact_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"contact of {self.case_id}"


class ContactOpening(models.Model):
    """Somebody looked at a contact: who, in which post, when, what for. Written once; the reporter can see it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=Reason, default=Reason.OTHER, db_default="other")
    purpose = models.CharField(max_length=200)
    more = models.CharField(max_length=200, blank=True, db_default="")  # the second reason, after many on one day
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # of the post then held
    role = models.CharField(max_length=12, choices=Role, blank=True, db_default="")

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="openings_by_person")]
        constraints = [models.CheckConstraint(condition=Q(reason__in=Reason.values), name="opening_reason_known")]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by_id} at {self.at}"


class Draft(models.Model):
    """A report on its way through the question pages, sealed, found by the digest of its token. It becomes one case at
    most."""

    token_digest = models.CharField(max_length=64, unique=True)
    answers = SealedText(purpose="draft", blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="draft")

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Replay(models.Model):
    """An Idempotency-Key that was used: the same key within 24 hours gives the same case again."""

    key_digest = models.CharField(max_length=64, unique=True)
    request_digest = models.CharField(max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replays")
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"replay of {self.case_id}"
