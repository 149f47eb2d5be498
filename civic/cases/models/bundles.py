"""Which reports are handled together with another, as the same thing."""

from django.db import models
from django.db.models import F, Q

from civic.cases.models.case import Case


class Merged(models.Model):
    """A report that was merged into another case. The row stays when the report leaves again: it says who was with whom
    and when. `due_at` is when it has to follow what happened to the other one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="merges")
    parent = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="merged", db_index=False)
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    was = models.CharField(max_length=20, blank=True, default="", db_default="")  # where a suggestion stood before

    class Meta:
        verbose_name_plural = "merged"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(left_at__isnull=True), name="merged_into_one_case_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(case=F("parent")), name="no_case_is_merged_into_itself"),
        ]
        indexes = [
            models.Index(fields=["parent", "left_at", "id"], name="merged_by_parent"),
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="merged_to_follow"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.parent_id}"
