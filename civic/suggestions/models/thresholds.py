"""How many supporters oblige an answer, by area."""

from django.db import models
from django.db.models import Q

from civic.places.models import Area
from civic.suggestions.rules.thresholds import Obliges


class Threshold(models.Model):
    """What an area asks for; areas below it without one of their own go by it."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    needed = models.PositiveIntegerField()
    answer_days = models.PositiveSmallIntegerField()  # working days
    support_days = models.PositiveSmallIntegerField()  # calendar days, outside of rounds

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__gte=1, answer_days__gte=1, support_days__gte=1), name="threshold_asks_for_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.needed} in {self.area_id}"

    @property
    def obliges(self) -> Obliges:
        """As the rules know it."""
        return Obliges(self.needed, self.answer_days, self.support_days)
