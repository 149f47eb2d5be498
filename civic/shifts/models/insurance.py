"""Accident insurance: whom it covers, on which days, for how much."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.shifts.rules import PolicyScope
from civic.volunteers.models import Organisation, Volunteer


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies in the city's words."""

    def in_force(self, day: date) -> "PolicyQuerySet":
        """Those that hold on a day, its first and last included."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, cancelled_at__isnull=True)


class Policy(models.Model):
    """One policy (Regulations art. 17; Charity Law art. 69)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="policies")
    insurer = models.CharField(max_length=120)
    number = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)  # where an injury is reported the same day
    scope = models.CharField(max_length=12, choices=PolicyScope)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day
    covers = models.TextField()  # what is insured, for how much, the way there and back
    most_people = models.PositiveIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_policy_ends_after_it_began"),
            models.CheckConstraint(condition=Q(scope__in=PolicyScope.values), name="policy_scope_known"),
            models.UniqueConstraint(fields=["insurer", "number"], name="one_policy_a_number"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(reason=""), name="a_cancelled_policy_says_why"
            ),
            models.CheckConstraint(
                condition=Q(scope="everybody", organisation__isnull=True)
                | (~Q(scope="everybody") & Q(organisation__isnull=False)),
                name="an_organisation_insures_its_own",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.insurer} {self.number}"


class Insured(models.Model):
    """A person named in a policy. Ended before its day, the last day stands in `until_on`: a day before the first where
    it never held."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="insured")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="insurances")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)  # when somebody said that it ends before its day
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "volunteer", "from_on"],
                condition=Q(ended_at__isnull=True),
                name="named_once_in_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")) | Q(ended_at__isnull=False),
                name="named_for_some_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False, until_on__isnull=False) & ~Q(end_reason="")),
                name="a_naming_that_ended_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} in {self.policy_id}"
