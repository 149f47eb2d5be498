"""What somebody took out or had erased, kept sealed while something about it is being decided."""

from django.db import models
from django.db.models import Q

from civic.cases.models.case import Case
from civic.cases.rules.retention import KeepGround
from civic.lib.sealed import SealedText


class Retained(models.Model):
    """Words, and perhaps the contact, of a case, for the data officer only; the sweep erases them when the ground has
    ended."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="retained")
    ground = models.CharField(max_length=12, choices=KeepGround)
    said = SealedText(purpose="retained")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ground__in=KeepGround.values), name="retained_ground_known")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground}"
