"""Who opened a child's identity, for what and with whose approval; who took many along; what a guardian under
suspicion is not shown."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.guardians.models.children import Child, Guardianship
from civic.guardians.rules import OpeningPurpose, may_read
from civic.lib.sealed import SealedText


class OpeningQuerySet(models.QuerySet["Opening"]):
    """Openings in the city's words."""

    def waiting(self) -> "OpeningQuerySet":
        """Those nobody has decided on."""
        return self.filter(decided_at__isnull=True, is_urgent=False)

    def to_review(self) -> "OpeningQuerySet":
        """Urgent ones that nobody else has looked at."""
        return self.filter(is_urgent=True, reviewed_at__isnull=True)


class Opening(models.Model):
    """One person asks to know who one child is: for a purpose, with another's approval, for a day at most."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="openings")
    purpose = models.CharField(max_length=12, choices=OpeningPurpose)
    words = models.TextField(blank=True)  # the guardian reads them; blank once the child was erased
    is_urgent = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(null=True)
    decision = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)  # it may be read before this
    opened_at = models.DateTimeField(null=True)  # first read
    reads = models.PositiveSmallIntegerField(default=0)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    is_sound = models.BooleanField(null=True)
    review = models.CharField(max_length=300, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["child", "-asked_at"], name="openings_of_a_child"),
            models.Index(fields=["asked_at"], condition=Q(decided_at__isnull=True), name="openings_to_decide"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=OpeningPurpose.values), name="opening_purpose_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="nobody_approves_her_opening"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("asked_by")), name="nobody_reviews_her_opening"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(is_approved=True) | Q(is_urgent=True),
                name="nothing_is_opened_unapproved",
            ),
        ]

    def __str__(self) -> str:
        return f"opening {self.pk} of child {self.child_id}"

    def is_open(self, at: datetime) -> bool:
        """May whoever asked read it now?"""
        return may_read(is_urgent=self.is_urgent, is_approved=self.is_approved, until=self.until, at=at)


class Export(models.Model):
    """A list of names that leaves the house, once two others approved. It is written when it is fetched and kept
    nowhere: only whose names were in it."""

    purpose = models.CharField(max_length=12, choices=OpeningPurpose)
    words = models.TextField()
    children = models.ManyToManyField(Child, related_name="exports")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)
    until = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=OpeningPurpose.values), name="export_purpose_known"),
            models.CheckConstraint(
                condition=Q(fetched_at__isnull=True) | Q(until__isnull=False, refused_at__isnull=True),
                name="no_export_leaves_unapproved",
            ),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"


class ExportApproval(models.Model):
    """One of the two who approved an export."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "person"], name="an_export_is_approved_once_by_each")]

    def __str__(self) -> str:
        return f"approval of export {self.export_id}"


class Withholding(models.Model):
    """Two vetted officers keep from one guardian what was done to protect the child; for 30 days at most."""

    guardianship = models.ForeignKey(Guardianship, on_delete=models.PROTECT, related_name="withholdings")
    reason = SealedText(purpose="withholding")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guardianship"], condition=Q(ended_at__isnull=True), name="one_withholding_a_guardian"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")), name="two_withhold_together"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, until__isnull=True)
                | Q(agreed_at__isnull=False, until__isnull=False),
                name="a_withholding_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"withholding from guardianship {self.guardianship_id}"
