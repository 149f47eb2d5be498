"""Drawings and photos of a proposal: never served as they came, never public before two have looked at them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.boxes import WHOLE
from civic.youth.models.proposals import Proposal
from civic.youth.rules import Covers, ItemState


class ProposalPictureState(models.TextChoices):
    """How far a picture has come."""

    RECEIVED = "received", _("waiting to be prepared")
    DEVELOPING = "developing", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be prepared")


class ProposalPictureQuerySet(models.QuerySet["ProposalPicture"]):
    """Pictures in the city's words."""

    def public(self) -> "ProposalPictureQuerySet":
        """What everybody may see."""
        return self.filter(
            is_public=True,
            state=ProposalPictureState.READY,
            proposal__state=ItemState.SHOWN,
            proposal__edition__shown_at__isnull=False,
        )

    def kept(self) -> "ProposalPictureQuerySet":
        """What belongs to the proposal still: neither the child nor a reader left it out."""
        return self.filter(left_out_at__isnull=True)


class ProposalPicture(models.Model):
    """One drawing or photo. The upload, with whatever the phone wrote into it, is gone once it is prepared."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="pictures")
    alt = models.CharField(max_length=200, blank=True)  # what it shows, in the child's words
    state = models.CharField(max_length=12, choices=ProposalPictureState, default=ProposalPictureState.RECEIVED)
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    sealed_key = models.UUIDField(null=True, unique=True)  # of the rendition without boxes, once there is one with them
    is_public = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    left_out_at = models.DateTimeField(null=True)  # a reader left it out; nobody sees it any more

    objects = ProposalPictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="childs_pictures_to_prepare"),
            models.Index(fields=["key"], condition=Q(is_public=True), name="childs_pictures_in_public"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ProposalPictureState.values), name="childs_picture_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ready", left_out_at__isnull=True),
                name="a_childs_public_picture_is_ready",
            ),
            models.CheckConstraint(
                condition=Q(sealed_key__isnull=True) | (Q(state="ready") & ~Q(sealed_key=F("key"))),
                name="a_childs_sealed_picture_has_another_key",
            ),
            models.UniqueConstraint(
                fields=["proposal", "digest"],
                condition=Q(left_out_at__isnull=True),
                name="one_picture_a_proposal_and_upload",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_ready(self) -> bool:
        """Can it be looked at?"""
        return self.state == ProposalPictureState.READY

    @property
    def has_failed(self) -> bool:
        """Could it not be opened?"""
        return self.state == ProposalPictureState.FAILED


class ProposalBox(models.Model):
    """A part of a picture that nobody is to see, in thousandths of its width and height."""

    picture = models.ForeignKey(ProposalPicture, on_delete=models.CASCADE, related_name="boxes")
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=8, choices=Covers)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="no_childs_box_of_nothing"),
            models.CheckConstraint(
                condition=Q(x__lte=WHOLE - F("width"), y__lte=WHOLE - F("height")),
                name="childs_box_lies_within",
            ),
            models.CheckConstraint(condition=Q(shows__in=Covers.values), name="childs_box_covers_something_known"),
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.shows}"
