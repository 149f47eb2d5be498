"""Bodies that recruit volunteers and record their service; who acts for them; whose volunteers are theirs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.places.models import Area
from civic.volunteers.models.people import Volunteer
from civic.volunteers.rules import ManagerTask, Membership, OrganisationKind, OrganisationState


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations in the city's words."""

    def active(self) -> "OrganisationQuerySet":
        """Those that may recruit."""
        return self.filter(state=OrganisationState.ACTIVE)


class Organisation(Named):
    """A company, school, social organisation, residents' committee or office that recruits. It is the recording
    organisation of its hours, and stays on the books when it ends."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=OrganisationKind)
    office = models.OneToOneField(
        Office, on_delete=models.PROTECT, null=True, related_name="recruiting"
    )  # where it is one of the city's, or takes tasks of cases
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    about_zh_hans = models.TextField(blank=True)
    about_zh_hant = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    register_number = models.CharField(max_length=40, blank=True)  # unified social credit code, where it has one
    contact = SealedText(purpose="volunteer-organisation", blank=True)
    state = models.CharField(max_length=10, choices=OrganisationState, default=OrganisationState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    told_late_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why refused, suspended or ended
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"),
            models.CheckConstraint(condition=Q(state__in=OrganisationState.values), name="organisation_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "suspended", "ended"]) | ~Q(reason=""),
                name="an_organisation_reads_why",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at__isnull=True)),
                name="an_ended_organisation_has_its_day",
            ),
        ]

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"organisation:{self.pk}"


class Manager(models.Model):
    """Somebody who acts for an organisation, from a day to a day."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="managers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="managing")
    task = models.CharField(max_length=8, choices=ManagerTask)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(task__in=ManagerTask.values), name="manager_task_known"),
            models.UniqueConstraint(
                fields=["organisation", "person", "task"],
                condition=Q(ended_at__isnull=True),
                name="a_manager_holds_a_task_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.task} of {self.organisation_id}"


class Member(models.Model):
    """A volunteer of an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="memberships")
    state = models.CharField(max_length=8, choices=Membership)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=Membership.values), name="membership_known"),
            models.UniqueConstraint(
                fields=["organisation", "volunteer"],
                condition=Q(ended_at__isnull=True),
                name="a_volunteer_joins_an_organisation_once",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at__isnull=True)),
                name="an_ended_membership_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} in {self.organisation_id}"
