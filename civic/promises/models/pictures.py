"""Pictures of a promise: before, during, after. Nobody outside sees one before a moderator has looked at it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.promises.models.promise import Promise
from civic.promises.rules import Moment


class PictureState(models.TextChoices):
    """How far a picture has come."""

    RECEIVED = "received", _("waiting to be prepared")
    DEVELOPING = "developing", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be prepared")


class Picture(models.Model):
    """One picture. The upload is never served, and is gone once prepared."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="pictures")
    moment = models.CharField(max_length=8, choices=Moment)
    alt = models.CharField(max_length=200)  # what it shows, in words
    state = models.CharField(max_length=12, choices=PictureState, default=PictureState.RECEIVED)
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    is_public = models.BooleanField(default=False)
    screened_at = models.DateTimeField(null=True)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="pictures_to_prepare"),
            models.Index(
                fields=["received_at"], condition=Q(state="ready", screened_at__isnull=True), name="pictures_to_screen"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PictureState.values), name="picture_state_known"),
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="picture_moment_known"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ready", screened_at__isnull=False, screened_by__isnull=False),
                name="nobody_sees_a_picture_before_a_moderator",
            ),
            models.CheckConstraint(condition=~Q(alt=""), name="a_picture_says_what_it_shows"),
            models.UniqueConstraint(fields=["promise", "digest"], name="one_picture_a_promise_and_upload"),
        ]

    def __str__(self) -> str:
        return str(self.key)
