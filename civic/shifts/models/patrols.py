"""Patrols tied to cells: fixed time, person and post; a key road without a check-in calls somebody (row 3-07)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.places.models import Cell
from civic.shifts.models.activities import Activity
from civic.shifts.models.shifts import Rota, Shift
from civic.volunteers.models import Volunteer


class PatrolPlan(models.Model):
    """The patrol of an activity: its rota, and the cells its people walk."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="patrol")
    rota = models.ForeignKey(Rota, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    call = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # who is called

    def __str__(self) -> str:
        return f"patrol of {self.activity_id}"


class PatrolStop(models.Model):
    """A cell that a shift's patrol stands in, from which minute on, and by whom, once she agreed."""

    plan = models.ForeignKey(PatrolPlan, on_delete=models.PROTECT, related_name="stops")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="stops")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, null=True, related_name="stops")
    is_key_road = models.BooleanField(default=False)
    checked_in_at = models.DateTimeField(null=True)
    alerted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(
                fields=["starts_at"],
                condition=Q(is_key_road=True, checked_in_at__isnull=True, alerted_at__isnull=True),
                name="key_roads_to_look_at",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["shift", "cell", "starts_at"], name="one_stop_a_cell_and_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.cell_id} at {self.starts_at:%H:%M}"
