"""Who said "this is mine too" of somebody else's report."""

from django.db import models

from civic.cases.models.case import Case


class Support(models.Model):
    """Somebody stands behind a case she did not hand in: known by a keyed digest of her account, of a proved contact or
    of her browser, and by nothing else. No line of the timeline; it goes when she takes it back or is forgotten."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="supporters", db_index=False)
    who = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "who"], name="supported_once_by_each")]

    def __str__(self) -> str:
        return f"support of {self.case_id}"
