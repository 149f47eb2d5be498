"""Shifts of an activity, the posts of each, and rotas that recur."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.courses.models import Qualification
from civic.lib.named import Named
from civic.places.models import Cell
from civic.shifts.models.activities import Activity
from civic.shifts.rules import ActivityState, ShiftState
from civic.volunteers.models import Organisation


class Rota(models.Model):
    """A shift that comes again each week, from a day to a day."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="rotas")
    weekdays = models.JSONField()  # [0, 2, 4]; 0 is Monday
    starts = models.TimeField()
    ends = models.TimeField()
    from_on = models.DateField()
    until_on = models.DateField()
    every_weeks = models.PositiveSmallIntegerField(default=1)
    skips_holidays = models.BooleanField(default=True)
    posts = models.JSONField()  # as the posts of its shifts: name, places, qualification
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    laid_until = models.DateField(null=True)  # shifts are laid so far ahead
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="a_rota_ends_after_it_began"),
            models.CheckConstraint(condition=Q(every_weeks__gte=1), name="a_rota_comes_again"),
        ]

    def __str__(self) -> str:
        return f"rota {self.pk} of {self.activity_id}"


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Shifts in the city's words."""

    def shown(self) -> "ShiftQuerySet":
        """What everybody may read."""
        return self.exclude(activity__state=ActivityState.DRAFT)

    def ahead(self, at: datetime) -> "ShiftQuerySet":
        """Those to come that are open."""
        return self.shown().filter(state=ShiftState.OPEN, activity__state=ActivityState.SHOWN, starts_at__gt=at)


class Shift(models.Model):
    """One shift. `sequence` rises whenever its hour or place changes, so that calendars follow."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="shifts")
    rota = models.ForeignKey(Rota, on_delete=models.PROTECT, null=True, related_name="shifts")
    number = models.CharField(max_length=12, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)  # sign-up; None: at once
    cancel_until = models.DateTimeField()  # until then one cancels without asking
    lat = models.FloatField(null=True)  # where it differs from its activity's; degrees, WGS84
    lon = models.FloatField(null=True)
    where = models.CharField(max_length=120, blank=True)
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shifts_led")
    state = models.CharField(max_length=12, choices=ShiftState, default=ShiftState.OPEN)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)
    is_weather = models.BooleanField(default=False)  # called off for the weather
    record_due_at = models.DateTimeField(null=True)  # hours are written down by then (Measures art. 11)
    told_late_at = models.DateTimeField(null=True)

    objects: ClassVar = ShiftQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at"], condition=Q(state="open"), name="shifts_ahead"),
            models.Index(fields=["activity", "starts_at"], name="shifts_of_an_activity"),
            models.Index(fields=["record_due_at"], condition=Q(state="open"), name="shifts_to_write_down"),
            models.Index(fields=["ends_at"], condition=Q(record_due_at__isnull=True), name="shifts_without_a_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_shift_ends_after_it_began"),
            models.CheckConstraint(condition=Q(state__in=ShiftState.values), name="shift_state_known"),
            models.CheckConstraint(condition=Q(cancel_until__lte=F("starts_at")), name="one_cancels_before_a_shift"),
            models.CheckConstraint(
                condition=~Q(state="called-off") | ~Q(reason=""), name="a_shift_called_off_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def minutes(self) -> int:
        """How long it is planned to last."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


class ShiftPost(Named):
    """What somebody does on a shift, and how many of them: one row of the shift's structure."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="posts")
    order = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField(default=0)  # below this the shift cannot be held
    qualification = models.ForeignKey(Qualification, on_delete=models.PROTECT, null=True, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="+")  # a patrol's

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "order"], name="one_post_a_place_of_a_shift"),
            models.CheckConstraint(condition=Q(places__gte=1), name="a_post_has_places"),
            models.CheckConstraint(condition=Q(least__lte=F("places")), name="a_post_needs_no_more_than_it_has"),
        ]


class Quota(models.Model):
    """Places of a post kept for one organisation's people until an hour; then they are everybody's."""

    post = models.ForeignKey(ShiftPost, on_delete=models.PROTECT, related_name="quotas")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="quotas")
    places = models.PositiveSmallIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "organisation"], name="one_quota_an_organisation"),
            models.CheckConstraint(condition=Q(places__gte=1), name="a_quota_has_places"),
        ]

    def __str__(self) -> str:
        return f"{self.places} of {self.post_id} for {self.organisation_id}"
