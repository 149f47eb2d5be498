"""How many supporters oblige an answer, by area and from which day on: rows are added, and never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.places.models import Area
from civic.suggestions.rules.thresholds import Obliges, Since


class ThresholdQuerySet(models.QuerySet["Threshold"]):
    """Thresholds in the city's words."""

    def in_order(self) -> "ThresholdQuerySet":
        """As one takes the place of the other: by the day from which it holds; of two of a day the later one."""
        return self.order_by(models.F("since").asc(nulls_first=True), "pk")


class Threshold(models.Model):
    """What an area asks for from a day on; areas below it without one of their own go by it. Without numbers, the area
    goes by the one above it again from that day on."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(null=True)  # None: from the beginning
    needed = models.PositiveIntegerField(null=True)
    answer_days = models.PositiveSmallIntegerField(null=True)  # working days
    support_days = models.PositiveSmallIntegerField(null=True)  # calendar days, outside of rounds
    reason = models.TextField(blank=True, db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects: ClassVar = ThresholdQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["area", "since"], name="thresholds_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__isnull=True, answer_days__isnull=True, support_days__isnull=True)
                | (
                    Q(needed__isnull=False, answer_days__isnull=False, support_days__isnull=False)
                    & Q(needed__gte=1, answer_days__gte=1, support_days__gte=1)
                ),
                name="threshold_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=True, at__isnull=True)
                | (Q(by__isnull=False, at__isnull=False, since__isnull=False) & ~Q(reason="")),
                name="whoever_sets_a_threshold_says_why_and_from_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.needed} in {self.area_id}"

    @property
    def obliges(self) -> Obliges | None:
        """As the rules know it; None where the area above counts again."""
        if self.needed is None or self.answer_days is None or self.support_days is None:
            return None
        return Obliges(self.needed, self.answer_days, self.support_days)

    @property
    def step(self) -> Since:
        """The same with the day from which it holds."""
        return Since(self.since, self.obliges)
