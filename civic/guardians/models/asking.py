"""A guardian is asked by a message: nothing else is kept before she answers, and nothing of it after."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from civic.guardians.models.children import Child
from civic.guardians.rules import AskingKind
from civic.lib.sealed import SealedText


class AskingQuerySet(models.QuerySet["Asking"]):
    """Askings in the city's words."""

    def open(self, at: datetime) -> "AskingQuerySet":
        """Those that can still be answered."""
        return self.filter(expires_at__gt=at)


class Asking(models.Model):
    """One question to a grown-up: where it went, sealed, and the digest of its link. No name, no school, no birthday.
    It is deleted when it is answered, either way, and fourteen days after it was asked."""

    kind = models.CharField(max_length=8, choices=AskingKind)
    track = models.SlugField(max_length=20)
    about = models.SlugField(max_length=20)  # which edition
    child = models.ForeignKey(Child, on_delete=models.CASCADE, null=True, related_name="askings")
    contact = SealedText(purpose="asking", blank=True)
    contact_hash = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="may-i", child__isnull=True) | (~Q(kind="may-i") & Q(child__isnull=False)),
                name="before_consent_an_asking_names_no_child",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("asked_at")), name="an_asking_ends"),
            models.CheckConstraint(condition=Q(kind__in=AskingKind.values), name="asking_kind_known"),
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}"

    @property
    def is_from_child(self) -> bool:
        """Does a child ask whether it may take part, and nobody knows yet which one?"""
        return self.kind == AskingKind.MAY_I

    @property
    def is_told(self) -> bool:
        """Is a guardian told that a pupil takes part by its own word?"""
        return self.kind == AskingKind.TOLD

    @property
    def subject(self) -> str:
        """What its messages are about."""
        return f"asking:{self.pk}"
