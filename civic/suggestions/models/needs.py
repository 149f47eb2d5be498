"""A facility that is missing at one place, as ten closed reports show it: a draft of what the city suggests itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Case
from civic.places.models import Cell
from civic.suggestions.rules.needs import End


class Need(models.Model):
    """A draft in one cell of the grid, made by a sweep; a supervisor hands it in or drops it with a reason."""

    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    end = models.CharField(max_length=12, choices=End, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # why it was dropped
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="need")  # what it became

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell"], condition=Q(end=""), name="one_open_need_a_cell"),
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True, ended_by__isnull=True, case__isnull=True, reason="")
                | Q(end="handed-in", ended_at__isnull=False, ended_by__isnull=False, case__isnull=False, reason="")
                | (Q(end="dropped", ended_at__isnull=False, ended_by__isnull=False, case__isnull=True) & ~Q(reason="")),
                name="a_need_ends_as_a_suggestion_or_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"need {self.pk} in {self.cell_id}"


class NeedCase(models.Model):
    """One of the reports a draft rests on; no report counts for two drafts."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="links")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id} for {self.need_id}"
