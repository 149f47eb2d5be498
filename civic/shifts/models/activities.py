"""An activity: what volunteers do, for whom, where, with what risks, under whose insurance."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from civic.courses.models import Qualification
from civic.journal import models as journal
from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.offices.rules import said_in
from civic.places.models import Area, Cell
from civic.shifts.models.insurance import Policy
from civic.shifts.models.needs import Need
from civic.shifts.rules import ActivityState
from civic.volunteers.models import Organisation
from civic.volunteers.rules import ServiceKind


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities in the city's words."""

    def shown(self) -> "ActivityQuerySet":
        """What everybody may read: open, called off or over, never drafts."""
        return self.exclude(state=ActivityState.DRAFT)


class Activity(Named):
    """An activity (活动名称, 服务内容, 活动组织单位, 活动负责人, 地点). Its shifts hang below it."""

    number = models.CharField(max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="activities")
    kind = models.CharField(max_length=12, choices=ServiceKind)
    summary_zh_hans = models.TextField()
    summary_zh_hant = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    risk_zh_hans = models.TextField(blank=True)  # needed to be shown (Regulations art. 12)
    risk_zh_hant = models.TextField(blank=True)
    risk_en = models.TextField(blank=True)
    bring_zh_hans = models.CharField(max_length=200, blank=True)  # what to wear and bring
    bring_zh_hant = models.CharField(max_length=200, blank=True)
    bring_en = models.CharField(max_length=200, blank=True)
    is_dangerous = models.BooleanField(default=False)  # bodily danger is possible: insurance first (art. 17)
    is_hazardous = models.BooleanField(default=False)  # never for minors
    is_near_children = models.BooleanField(default=False)  # a check of one's record within the year
    needs_agreement = models.BooleanField(default=False)  # signed before the first shift
    agreement = models.TextField(blank=True)
    least_age = models.PositiveSmallIntegerField(default=14)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, null=True, related_name="activities")
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")
    lat = models.FloatField(null=True)  # degrees, WGS84
    lon = models.FloatField(null=True)
    where_zh_hans = models.CharField(max_length=120)
    where_zh_hant = models.CharField(max_length=120, blank=True)
    where_en = models.CharField(max_length=160, blank=True)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leading")
    leader_name = models.CharField(max_length=40)
    leader_phone = SealedText(purpose="shift-leader", blank=True)  # shown on the day to those who come
    need = models.OneToOneField(Need, on_delete=models.PROTECT, null=True, related_name="activity")
    state = models.CharField(max_length=12, choices=ActivityState, default=ActivityState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was called off
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="activity_kind_known"),
            models.CheckConstraint(condition=Q(state__in=ActivityState.values), name="activity_state_known"),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(risk_zh_hans=""), name="a_shown_activity_tells_its_risks"
            ),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(is_dangerous=False) | Q(policy__isnull=False),
                name="danger_asks_for_insurance_first",
            ),
            models.CheckConstraint(
                condition=Q(is_hazardous=False) | Q(least_age__gte=18), name="hazardous_work_is_for_grown_ups"
            ),
            models.CheckConstraint(
                condition=~Q(state="called-off") | ~Q(reason=""), name="an_activity_called_off_says_why"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="a_place_of_an_activity_is_a_pair",
            ),
        ]

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"activity:{self.number}"

    @property
    def summary(self) -> str:
        """What is done, in the reader's language."""
        return self._said("summary")

    @property
    def risk(self) -> str:
        """What to take care of, in the reader's language."""
        return self._said("risk")

    @property
    def bring(self) -> str:
        """What to wear and bring, in the reader's language."""
        return self._said("bring")

    @property
    def where(self) -> str:
        """Where one meets, in the reader's language."""
        return self._said("where")

    def _said(self, name: str) -> str:
        columns = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
        texts = {language: getattr(self, f"{name}_{column}") for language, column in columns.items()}
        return said_in(texts, get_language() or "en")


class ActivityLine(journal.Line):
    """One act about an activity and its shifts: made, shown, a shift moved, somebody signed up, called off, ended."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="lines")
    shift = models.ForeignKey("shifts.Shift", on_delete=models.PROTECT, null=True, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["activity", "seq"], name="one_line_a_place_of_an_activity")]

    def __str__(self) -> str:
        return f"{self.activity_id}#{self.seq} {self.verb}"
