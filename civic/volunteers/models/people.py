"""A volunteer, and who it is. Everybody but the volunteer and those who checked knows a number."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.guardians.models import Child
from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.places.models import Area
from civic.volunteers.rules import Document, ServiceKind, Sex, Spoken, VolunteerState


class Skill(Named):
    """Something a volunteer is good at, by her own word (专业技能); what needs proof is a qualification."""

    code = models.SlugField(max_length=40, unique=True)
    is_offered = models.BooleanField(default=True)


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    """Volunteers in the city's words."""

    def active(self) -> "VolunteerQuerySet":
        """Those who may sign up."""
        return self.filter(state=VolunteerState.ACTIVE)

    def waiting(self) -> "VolunteerQuerySet":
        """Those who applied and were not answered, the most pressing first."""
        return self.filter(state=VolunteerState.APPLIED).order_by("answer_due_at", "pk")


class Volunteer(models.Model):
    """Somebody who helps the city. Nothing on this row says who it is; the number is given on approval."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    number = models.CharField(max_length=16, null=True, unique=True)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="volunteer"
    )
    child = models.OneToOneField(Child, on_delete=models.SET_NULL, null=True, related_name="volunteer")  # under 18
    state = models.CharField(max_length=8, choices=VolunteerState, default=VolunteerState.APPLIED)
    language = models.CharField(max_length=8)
    applied_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    told_late_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why not, in words for the applicant
    is_public = models.BooleanField(default=False)  # may be thanked by name (Measures art. 16); private by default
    public_name = models.CharField(max_length=40, blank=True)
    left_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    skills = models.ManyToManyField(Skill, related_name="volunteers", blank=True)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)  # where it would help; none: everywhere

    objects: ClassVar = VolunteerQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["answer_due_at"], condition=Q(state="applied"), name="volunteers_to_answer"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=VolunteerState.values), name="volunteer_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "declined", "erased"]) | Q(number__isnull=False),
                name="a_volunteer_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "erased"]) | Q(decided_at__isnull=False),
                name="a_volunteer_was_decided_on",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="an_applicant_who_is_not_taken_reads_why"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(person__isnull=True) | ~Q(person=F("decided_by")),
                name="nobody_takes_on_herself",
            ),
            models.CheckConstraint(
                condition=~Q(state="erased")
                | Q(person__isnull=True, child__isnull=True, is_public=False, public_name=""),
                name="an_erased_volunteer_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.key)

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"volunteer:{self.pk}"


class VolunteerIdentity(models.Model):
    """Who a volunteer is, with the fields of the Measures (art. 5) and no more: sealed, apart."""

    volunteer = models.OneToOneField(Volunteer, on_delete=models.PROTECT, related_name="identity")
    name = SealedText(purpose="volunteer-identity", blank=True)
    sex = SealedText(purpose="volunteer-identity", blank=True)  # of Sex
    born_on = SealedText(purpose="volunteer-identity", blank=True)  # ISO day
    document = models.CharField(max_length=8, choices=Document, blank=True)
    document_number = SealedText(purpose="volunteer-identity", blank=True)
    document_digest = models.CharField(max_length=64, null=True, unique=True)  # keyed: a document joins once
    contact = SealedText(purpose="volunteer-identity", blank=True)  # e-mail address or telephone number
    lives_in = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)  # against the document
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", sex="", born_on="", document_number="", contact="", document_digest__isnull=True),
                name="an_erased_volunteers_identity_is_blank",
            ),
            models.CheckConstraint(condition=Q(document__in=["", *Document.values]), name="volunteer_document_known"),
        ]

    def __str__(self) -> str:
        return f"identity of volunteer {self.volunteer_id}"

    @property
    def sex_words(self) -> str:
        """As the document says, in the reader's language."""
        return str(Sex(self.sex).label) if self.sex in Sex.values else ""


class Wish(models.Model):
    """A kind of service a volunteer would like (服务类别)."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=12, choices=ServiceKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "kind"], name="a_volunteer_wishes_a_kind_once"),
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="wished_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.volunteer_id}"


class Availability(models.Model):
    """A stretch of each week in which a volunteer is usually free, in the city's time."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="availabilities")
    weekday = models.PositiveSmallIntegerField()  # 0 is Monday
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="an_availability_is_on_a_weekday"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="an_availability_lasts_some_time"),
            models.UniqueConstraint(fields=["volunteer", "weekday", "starts"], name="one_availability_a_start"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class Tongue(models.Model):
    """A language a volunteer speaks."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="tongues")
    language = models.CharField(max_length=12, choices=Spoken)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "language"], name="a_volunteer_speaks_a_language_once"),
            models.CheckConstraint(condition=Q(language__in=Spoken.values), name="spoken_language_known"),
        ]

    def __str__(self) -> str:
        return f"{self.language} of {self.volunteer_id}"


class AgreedFor(models.Model):
    """A guardian has agreed that whoever holds this account may apply, under eighteen: which child it is. The child's
    own account stays unknown to everything else that is done with children."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agreed_for")
    child = models.OneToOneField(Child, on_delete=models.CASCADE, related_name="agreed_for")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"child {self.child_id} may apply"
