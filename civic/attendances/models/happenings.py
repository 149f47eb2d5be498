"""Injuries, complaints, and what a patrol found."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case
from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.shifts.models import Policy, Shift
from civic.volunteers.models import Organisation, Volunteer


class Injury(models.Model):
    """Somebody was hurt: written down the same day, for the insurance. Its words are sealed."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="injuries")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="injuries")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="injuries")
    happened_at = models.DateTimeField()
    words = SealedText(purpose="injury", blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    insurer_told_at = models.DateTimeField(null=True)
    insurer_told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.CharField(max_length=60, blank=True)  # the insurer's number
    told_late_at = models.DateTimeField(null=True)  # nobody told the insurer within the day
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"injury at {self.shift_id}"


class Complaint(models.Model):
    """A complaint about an organisation: goes to an office that is not the one it names (Regulations art. 26)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="complaints")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="complaints")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    words = SealedText(purpose="complaint", blank=True)
    filed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # that looks into it
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")  # of coordinators
    answer = SealedText(purpose="complaint", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["answer_due_at"], condition=Q(answered_at__isnull=True), name="complaints_to_answer")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False) | Q(body__isnull=False), name="somebody_looks_into_a_complaint"
            ),
            models.CheckConstraint(
                condition=Q(body__isnull=True) | ~Q(body=F("organisation")), name="nobody_looks_into_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"complaint about {self.organisation_id}"

    @property
    def read_by(self) -> str:
        """The name of whoever looks into it, in the reader's language."""
        return str(self.office or self.body)

    def is_read_by(self, body: Organisation) -> bool:
        """Is this the body that looks into it, or does its office?"""
        return body.pk == self.body_id or (body.office_id is not None and body.office_id == self.office_id)

    def is_overdue(self, at: datetime) -> bool:
        """Has nobody answered in time?"""
        return self.answered_at is None and self.answer_due_at < at


class Finding(models.Model):
    """What a volunteer found on a shift, filed as a case; its outcome is told back to whoever found it."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="findings")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="findings")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="finding")
    at = models.DateTimeField()
    told_round = models.PositiveIntegerField(default=0)  # which closing was told back last

    def __str__(self) -> str:
        return f"{self.case_id} found at {self.shift_id}"
