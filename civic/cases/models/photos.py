"""Photos of a case, and what is covered in them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.cases.models.case import Case
from civic.cases.models.reporting import Draft
from civic.cases.models.timeline import Line
from civic.cases.rules.boxes import WHOLE, Shows
from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.offices.rules import Role


class PhotoState(models.TextChoices):
    """How far a photo has come."""

    RECEIVED = "received", _("waiting to be prepared")
    DEVELOPING = "developing", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be prepared")


class Moment(models.TextChoices):
    """When a photo of the office was taken: before the work, or after it. Empty for what a resident handed in."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Photo(models.Model):
    """One photo of a draft or a case. The upload lies aside, is never served, and is gone once prepared or within the
    hour."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="photos")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, related_name="photos")
    line = models.ForeignKey(Line, on_delete=models.SET_NULL, null=True, related_name="photos")
    state = models.CharField(max_length=12, choices=PhotoState, default=PhotoState.RECEIVED)
    file_name = SealedText(purpose="photo", blank=True)  # the resident's own name for it, kept until it is prepared
    digest = models.CharField(max_length=64)  # of the upload, so that a repeated sending does not double it
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    is_public = models.BooleanField(default=False)
    sealed_key = models.UUIDField(null=True, unique=True)  # of the rendition without boxes, once there is one with them
    screened_at = models.DateTimeField(null=True)  # a moderator decided whether everybody sees it
    moment = models.CharField(max_length=8, choices=Moment, blank=True, default="", db_default="")
    alt = models.CharField(max_length=200, blank=True, default="", db_default="")  # what it shows, in words
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="photos_to_prepare"),
            models.Index(
                fields=["received_at"], condition=Q(state="ready", screened_at__isnull=True), name="photos_to_screen"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(draft__isnull=False), name="photo_belongs_somewhere"
            ),
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="photo_state_known"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ready", case__isnull=False), name="public_photo_is_ready"
            ),
            models.CheckConstraint(
                condition=Q(sealed_key__isnull=True) | (Q(state="ready") & ~Q(sealed_key=F("key"))),
                name="sealed_photo_has_another_key",
            ),
            models.CheckConstraint(condition=Q(moment__in=["", *Moment.values]), name="photo_moment_known"),
            models.CheckConstraint(
                condition=Q(moment="") | (Q(case__isnull=False) & ~Q(alt="")),
                name="photo_of_the_office_says_what_it_shows",
            ),
            models.CheckConstraint(
                condition=Q(moment="") | Q(is_public=False) | Q(line__isnull=False),
                name="no_photo_is_public_before_its_answer",
            ),
            models.UniqueConstraint(
                fields=["draft", "digest"], condition=Q(draft__isnull=False), name="one_photo_a_draft_and_upload"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PhotoBox(models.Model):
    """A part of a photo that nobody else is to see, in thousandths of its width and height."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="boxes")
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=8, choices=Shows)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="no_box_of_nothing"),
            models.CheckConstraint(
                condition=Q(x__lte=WHOLE - F("width"), y__lte=WHOLE - F("height")), name="box_lies_in_its_photo"
            ),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="box_shows_something_known"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.shows} {self.x},{self.y} {self.width}x{self.height}"


class Viewing(models.Model):
    """Somebody looked at a photo without its boxes: who, in which post, when. Written once."""

    photo = models.ForeignKey(Photo, on_delete=models.SET_NULL, null=True, related_name="viewings")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="viewings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # of the post then held
    role = models.CharField(max_length=12, choices=Role, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="viewings_by_person")]

    def __str__(self) -> str:
        return f"{self.photo_id} by {self.by_id} at {self.at}"
