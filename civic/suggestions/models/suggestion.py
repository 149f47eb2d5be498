"""What a suggestion is beside its case."""

from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case


class Suggestion(models.Model):
    """A case of this kind that was opened for support: until when, and how many oblige whom to what. Written down when
    it is opened, so that nobody moves the mark afterwards. How many stand behind it the case itself says."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="suggestion")
    opened_at = models.DateTimeField()
    support_from = models.DateTimeField()
    support_until = models.DateTimeField()
    needed = models.PositiveIntegerField()
    answer_days = models.PositiveSmallIntegerField()  # working days
    reached_at = models.DateTimeField(null=True)  # enough stood behind it; that some took it back changes nothing
    called_at = models.DateTimeField(null=True)  # it went to be answered
    is_talked = models.BooleanField(default=False, db_default=False)  # its round has comments open under it
    rank = models.PositiveIntegerField(default=0)  # supporters as of the last sweep, for lists; 0 while they are hidden

    class Meta:
        indexes = [
            models.Index(fields=["-rank", "-id"], name="suggestions_by_rank"),
            models.Index(fields=["support_until"], condition=Q(called_at__isnull=True), name="suggestions_to_end"),
            models.Index(
                fields=["reached_at"],
                condition=Q(called_at__isnull=True, reached_at__isnull=False),
                name="to_be_called",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(needed__gte=1), name="a_suggestion_needs_supporters"),
            models.CheckConstraint(condition=Q(support_until__gt=F("support_from")), name="support_lasts_some_time"),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.case_id}"
