"""A paper that a volunteer handed in: its picture, which nobody sees but its holder and whoever looks at it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.courses.models.qualifications import Grant, Qualification
from civic.courses.rules import ClaimState
from civic.volunteers.models import Volunteer


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims in the city's words."""

    def waiting(self) -> "ClaimQuerySet":
        """Those nobody has looked at, the oldest first."""
        return self.filter(state=ClaimState.WAITING).order_by("made_at", "pk")


class Claim(models.Model):
    """A volunteer says that she is qualified, and shows the paper. Somebody else looks at it and decides."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="claims")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="claims")
    state = models.CharField(max_length=8, choices=ClaimState, default=ClaimState.WAITING)
    digest = models.CharField(max_length=64, blank=True)  # of the upload; "" once the picture is gone
    is_ready = models.BooleanField(default=False)  # the picture was prepared
    failure = models.CharField(max_length=40, blank=True)  # why it could not be
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, null=True, related_name="claim")

    objects: ClassVar = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["made_at"], condition=Q(state="waiting"), name="claims_to_look_at")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ClaimState.values), name="claim_state_known"),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False), name="a_claim_was_decided_on"
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_claim_says_why"),
            models.UniqueConstraint(
                fields=["volunteer", "qualification"], condition=Q(state="waiting"), name="one_claim_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qualification_id} claimed by {self.volunteer_id}"
