"""What the desk itself keeps: the views officers saved, and which lists were taken out of the house."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.offices.models import Office

LONGEST_NAME = 40
LONGEST_QUERY = 1500  # a hundred Chinese signs are nine hundred in an address


class SavedView(models.Model):
    """A way of looking at the worklist that an officer keeps, for herself or for an office of hers.

    It holds the question, never cases: whoever opens it sees what her own posts open.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)  # known filters only, in their order
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="shared_views"
    )  # whose officers see it too; nobody where none is named
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_a_name_and_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.CheckConstraint(condition=~Q(query=""), name="saved_view_asks_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """A list that left the house as a file: who took it, in which view and under which filters, when. Written once.

    What was searched for is not kept, since it may be the name of a resident.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    query = models.CharField(max_length=LONGEST_QUERY)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["by", "-at"], name="exports_by_person")]
        constraints = [models.CheckConstraint(condition=~Q(query=""), name="an_export_names_its_view")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.query} {self.at}"
