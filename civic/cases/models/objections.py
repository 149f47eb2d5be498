"""Objections of those who are named or shown, what they hide, and the second look at what was taken from the public."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.models.photos import Photo
from civic.cases.rules.objections import Concern, Decision, Remedy, SecondLook, SpeaksFor
from civic.lib.sealed import SealedText


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections in the city's words."""

    def waiting(self) -> "ObjectionQuerySet":
        """What no moderator has decided yet."""
        return self.filter(decision="")

    def overdue(self, at: datetime) -> "ObjectionQuerySet":
        """What should have been decided by now."""
        return self.waiting().filter(due_at__lt=at)


class Objection(models.Model):
    """Somebody is named or shown in a public case and objects. Words and contact are sealed, and blanked at the wish of
    whoever wrote them; what was decided stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="objections")
    tracking_digest = models.CharField(max_length=64, unique=True)
    concern = models.CharField(max_length=12, choices=Concern)
    speaks_for = models.CharField(max_length=12, choices=SpeaksFor, default=SpeaksFor.PERSON)
    words = SealedText(purpose="objection", blank=True)
    quote = SealedText(purpose="objection", blank=True)  # the words on the page that it is about
    email = SealedText(purpose="contact", blank=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone = SealedText(purpose="contact", blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=8, default="zh-hans")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    remedy = models.CharField(max_length=12, choices=Remedy, blank=True)
    reason = SealedText(purpose="objection", blank=True)  # as it was told to whoever objected
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(decision=""), name="objections_waiting")]
        constraints = [
            models.CheckConstraint(condition=Q(concern__in=Concern.values), name="objection_concern_known"),
            models.CheckConstraint(condition=Q(speaks_for__in=SpeaksFor.values), name="objection_speaks_for_known"),
            models.CheckConstraint(condition=Q(remedy__in=["", *Remedy.values]), name="objection_remedy_known"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=Decision.values, decided_at__isnull=False),
                name="objection_decision_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.concern} {self.at}"

    @property
    def subject(self) -> str:
        """The name under which the outbox knows this objection."""
        return f"objection:{self.pk}"


class Veil(models.Model):
    """One thing an objection marked, a photo or a piece of the words, and whether it is hidden. At once it is hidden
    once only: after a decision that it stays, nobody hides it again by objecting."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="veils")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="veils")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, null=True, related_name="veils")
    piece = SealedText(purpose="objection", blank=True)
    digest = models.CharField(max_length=64, blank=True)  # keyed, of the piece
    kind = models.CharField(max_length=12, blank=True)  # of the finder, or "marked"
    was_at_once = models.BooleanField()
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(photo__isnull=False, digest="") | (Q(photo__isnull=True) & ~Q(digest="")),
                name="veil_hides_a_photo_or_words",
            ),
            models.UniqueConstraint(
                fields=["case", "photo"], condition=Q(was_at_once=True), name="one_veil_at_once_a_photo"
            ),
            models.UniqueConstraint(
                fields=["case", "digest"],
                condition=Q(was_at_once=True, photo__isnull=True),
                name="one_veil_at_once_a_piece",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {'photo' if self.photo_id else self.kind} {'on' if self.is_on else 'off'}"


class Unveiled(models.Model):
    """The public words of a case as a moderator left them, sealed while something in them is hidden, so that they can
    come back whole."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="unveiled")
    title = SealedText(purpose="objection", blank=True)
    text = SealedText(purpose="objection", blank=True)
    address = SealedText(purpose="objection", blank=True)

    class Meta:
        verbose_name_plural = "unveiled"

    def __str__(self) -> str:
        return f"words of {self.case_id}"


class Withholding(models.Model):
    """A case was kept from the public. What had been public needs a second person within two working days; the reporter
    may appeal, and a second person decides then too."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="withholdings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    was_public = models.BooleanField()
    photos = models.JSONField(default=list)  # those that were public, by their keys in the table
    appeal_until = models.DateTimeField()
    appealed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # a second person looks by then
    decision = models.CharField(max_length=12, choices=SecondLook, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(decision="", due_at__isnull=False), name="withholdings_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(decision=""), name="one_open_withholding_a_case"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=SecondLook.values, decided_at__isnull=False),
                name="withholding_decision_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at__isnull=True, was_public=False) | Q(due_at__isnull=False),
                name="a_second_look_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at} {self.decision}"
