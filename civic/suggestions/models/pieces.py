"""Which suggestions one was divided into."""

from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case


class Piece(models.Model):
    """A suggestion that the city wrote out of another one, which was several. The row stays when the other one is put
    together again: it says what came from where."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="piece")
    of = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pieces", db_index=False)
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(case=F("of")), name="no_suggestion_is_its_own_piece")]
        indexes = [
            models.Index(fields=["of", "id"], name="pieces_of_a_suggestion"),
            models.Index(fields=["of"], condition=Q(left_at__isnull=True), name="pieces_that_stand"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} of {self.of_id}"
