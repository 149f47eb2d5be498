"""What a family asks about what is kept, and the papers of the yearly audit."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.guardians.models.children import Child, Guardianship
from civic.guardians.rules import Ground, Outcome, Right, Voice
from civic.lib.sealed import SealedText


class RequestQuerySet(models.QuerySet["RightsRequest"]):
    """Requests in the city's words."""

    def open(self) -> "RequestQuerySet":
        """Those not answered yet."""
        return self.filter(answered_at__isnull=True)


class RightsRequest(models.Model):
    """One thing a guardian or a child asks about what is kept: answered in writing within fifteen days."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="requests")
    voice = models.CharField(max_length=8, choices=Voice)
    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, null=True, related_name="requests")
    right = models.CharField(max_length=8, choices=Right)
    words = SealedText(purpose="rights-request", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    answer = SealedText(purpose="rights-request", blank=True)
    erased_at = models.DateTimeField(null=True)  # its words

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(answered_at__isnull=True), name="requests_due"),
            models.Index(fields=["child", "-asked_at"], name="requests_of_a_child"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(right__in=Right.values), name="request_right_known"),
            models.CheckConstraint(
                condition=Q(voice="guardian", guardianship__isnull=False) | Q(voice="child", guardianship__isnull=True),
                name="a_guardians_request_names_the_guardian",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="")
                | (Q(answered_at__isnull=False) & Q(outcome__in=Outcome.values)),
                name="an_answered_request_says_what_became_of_it",
            ),
            models.CheckConstraint(condition=Q(outcome="done", ground="") | ~Q(outcome="done"), name="done_has_no_but"),
            models.CheckConstraint(
                condition=~Q(outcome__in=("part", "refused")) | ~Q(ground=""), name="a_refusal_has_its_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"request {self.pk} of child {self.child_id}"

    @property
    def is_done(self) -> bool:
        """Was all of it done that the family asked for?"""
        return self.outcome == Outcome.DONE


class Assessment(models.Model):
    """What a track may do to children, weighed before it begins; signed by another, kept for three years at least."""

    track = models.SlugField(max_length=20)
    about = models.CharField(max_length=120)  # "Third edition"
    text = models.TextField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    keep_until = models.DateField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("made_by")), name="another_signs_an_assessment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track}: {self.about}"


class AuditReport(models.Model):
    """The year as the log tells it. Made again it is a new row; the earlier one stays."""

    track = models.SlugField(max_length=20)
    year = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.track} {self.year}"


class Breach(models.Model):
    """Children's data may have come into wrong hands, or a drill of that: who is told what, and by when."""

    track = models.SlugField(max_length=20)
    is_drill = models.BooleanField()
    found_at = models.DateTimeField()
    what = models.TextField()  # what happened, whose and which data, in words for families
    advice = models.TextField()  # what a family can do
    done = models.TextField()  # what the city did
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    authority = models.CharField(max_length=200, blank=True)  # to which it was told
    authority_told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lesson = models.TextField(blank=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(lesson=""), name="a_closed_breach_taught_something"
            ),
            models.CheckConstraint(
                condition=Q(authority_told_at__isnull=True) | ~Q(authority=""), name="an_authority_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{'drill' if self.is_drill else 'breach'} {self.pk}"


class BreachTold(models.Model):
    """One guardian, and how she was told: by message, or by somebody who called; empty while nobody has."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="told")
    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=8, blank=True)  # "message", "person"
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["breach", "guardianship"], name="a_guardian_is_told_once_of_a_breach"),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, way="") | (Q(told_at__isnull=False) & ~Q(way="")),
                name="whoever_was_told_was_told_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} to guardianship {self.guardianship_id}"
