"""What somebody is qualified for, by which proof, and until when."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.courses.rules import QualificationKind
from civic.lib.named import Named
from civic.volunteers.models import Volunteer


class Qualification(Named):
    """Something a post may ask for: first aid, a driving licence, the city's training for school crossings."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=8, choices=QualificationKind)
    lasts_months = models.PositiveSmallIntegerField(null=True)  # None: for good
    needs_evidence = models.BooleanField(default=False)  # a picture of a paper, which two never see in public
    source = models.CharField(max_length=200, blank=True)  # the law that asks for it
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QualificationKind.values), name="qualification_kind_known"),
        ]


class Inclusion(models.Model):
    """Whoever holds one qualification holds another."""

    including = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="includes")
    included = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="included_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["including", "included"], name="one_inclusion_a_pair"),
            models.CheckConstraint(condition=~Q(including=F("included")), name="nothing_includes_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.including_id} includes {self.included_id}"


class GrantQuerySet(models.QuerySet["Grant"]):
    """Grants in the city's words."""

    def in_force(self, day: date) -> "GrantQuerySet":
        """Those that hold on a day: asked anew each time, never remembered."""
        return self.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day), revoked_at__isnull=True, given_on__lte=day
        )


class Grant(models.Model):
    """A volunteer is qualified: by whom it was verified, on what, until when; taken back only with a reason."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="grants")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, related_name="grants")
    learning = models.OneToOneField("courses.Learning", on_delete=models.PROTECT, null=True, related_name="grant")
    evidence = models.CharField(max_length=64, blank=True)  # the digest of the stored picture, sealed from the web
    given_on = models.DateField()
    expires_on = models.DateField(null=True)  # the last day
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    told_ending_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar = GrantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["volunteer", "qualification"], name="grants_of_a_volunteer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("given_on")), name="a_grant_lasts_some_time"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="a_revoked_grant_says_why",
            ),
            models.CheckConstraint(
                condition=Q(learning__isnull=False) | Q(verified_by__isnull=False),
                name="a_grant_is_learnt_or_verified",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.qualification_id} of {self.volunteer_id}"
