"""The stages of a promise, and the records by which they closed."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.offices.models import Office
from civic.promises.models.promise import Promise


class Stage(models.Model):
    """A stage with its day. It is closed when there is a record of acceptance, and never otherwise."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="stages")
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    reported_at = models.DateTimeField(null=True)  # the owner says it is done, and waits for the checking side

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["promise", "place"], name="one_stage_a_place_of_a_promise")]

    def __str__(self) -> str:
        return f"{self.promise_id}#{self.place}"

    def standing(self, today: date) -> str:
        """How it stands on a day: accepted, missed, reported or open."""
        if hasattr(self, "acceptance"):
            return "accepted"
        if self.due_on < today:
            return "missed"
        return "reported" if self.reported_at else "open"


class Acceptance(models.Model):
    """The checking side looked at a stage: who, when, what was found, and by which picture or document. Written
    once."""

    stage = models.OneToOneField(Stage, on_delete=models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found = models.TextField()
    document = models.CharField(max_length=1000, blank=True)  # which record, invoice or report it rests on
    picture = models.ForeignKey("promises.Picture", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(found=""), name="an_acceptance_says_what_was_found"),
            models.CheckConstraint(
                condition=~Q(document="") | Q(picture__isnull=False), name="an_acceptance_rests_on_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} accepted"
