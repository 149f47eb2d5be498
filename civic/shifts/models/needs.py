"""A need that a resident or an office files, which is verified and answered (Regulations art. 13)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.places.models import Area
from civic.shifts.rules import NeedState
from civic.volunteers.models import Organisation
from civic.volunteers.rules import ServiceKind


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs in the city's words."""

    def waiting(self) -> "NeedQuerySet":
        """Those without an answer, the most pressing first."""
        return self.filter(state__in=[NeedState.FILED, NeedState.VERIFIED]).order_by("answer_due_at", "pk")


class Need(models.Model):
    """What help is needed, by whom, when. Who asks and where it is are sealed: an old person's door is nobody's
    business."""

    number = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=ServiceKind)
    title = models.CharField(max_length=120)
    words = SealedText(purpose="need")
    who = SealedText(purpose="need", blank=True)
    where = SealedText(purpose="need", blank=True)
    contact = SealedText(purpose="need", blank=True)
    contact_hash = models.CharField(max_length=64, blank=True, db_index=True)
    code_digest = models.CharField(max_length=64, blank=True)  # opens it to whoever filed it
    language = models.CharField(max_length=8)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # where one files it
    wanted_from = models.DateField()
    wanted_until = models.DateField()
    people = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.FILED)
    filed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField()
    told_late_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="needs")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects: ClassVar = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["-filed_at", "-pk"]
        indexes = [
            models.Index(fields=["answer_due_at"], condition=Q(state__in=["filed", "verified"]), name="needs_to_answer")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="need_kind_known"),
            models.CheckConstraint(condition=Q(state__in=NeedState.values), name="need_state_known"),
            models.CheckConstraint(
                condition=Q(wanted_until__gte=models.F("wanted_from")), name="a_need_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(state="filed") | Q(state="declined") | Q(verified_at__isnull=False),
                name="a_need_is_verified_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "taken", "met"]) | ~Q(answer=""), name="a_need_is_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """How messages about it are kept together."""
        return f"need:{self.number}"
