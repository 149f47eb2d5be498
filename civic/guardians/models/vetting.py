"""Who was checked before working near children."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class VettingQuerySet(models.QuerySet["Vetting"]):
    """Checks in the city's words."""

    def in_force(self, day: date) -> "VettingQuerySet":
        """Those that hold on a day: access is asked of this, never of a habit."""
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=day), checked_on__lte=day, due_on__gt=day, trained_on__lte=day
        )


class Vetting(models.Model):
    """One check of one person's record, good for a year at most, with the day of the training."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vettings")
    checked_on = models.DateField()
    due_on = models.DateField()
    trained_on = models.DateField(null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = VettingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "due_on"], name="vettings_of_a_person")]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("checked_on")), name="a_vetting_lasts_some_time"),
            models.CheckConstraint(condition=~Q(person=F("checked_by")), name="nobody_vets_herself"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="an_ended_vetting_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"vetting {self.pk} of {self.person_id}"
