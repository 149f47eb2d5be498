"""The timeline of a case, and who took which part in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.cases.models.case import Case
from civic.journal import models as journal
from civic.offices.models import Office


class Line(journal.Line):
    """One act in the life of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # the office that acted
    is_unsaid = models.BooleanField(default=False, db_default=False)  # names what was hidden: for the desk alone

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="one_line_a_place"),
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="lines_by_time"),
            models.Index(fields=["actor", "side", "verb", "case"], name="lines_by_hand"),
            models.Index(fields=["at", "id"], condition=Q(verb__in=["send-back", "say"]), name="lines_sent_back"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.verb}"


class LineWords(journal.Words):
    """What was said in a line."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="words")
    veiled_text = models.TextField(null=True)  # as everybody reads it while an objection hides something in it

    def __str__(self) -> str:
        return f"{self.line_id}"

    @property
    def readable(self) -> str:
        """What everybody reads, once anybody may read it at all."""
        return self.text if self.veiled_text is None else self.veiled_text


class Earlier(models.Model):
    """What a report said of itself before its reporter changed it, beside its words: for the desk and herself. It goes
    with the words."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="earlier")
    title = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        verbose_name_plural = "earlier"

    def __str__(self) -> str:
        return f"before {self.line_id}"


class Part(models.Model):
    """The side somebody took in one case, for good: whoever acted never checks, whoever checked never acts."""

    class Side(models.TextChoices):
        """The sides of a case."""

        RESIDENT = "resident", _("resident")
        CHECK = "check", _("checking side")
        ACT = "act", _("acting side")
        DECIDE = "decide", _("deciding side")
        INTAKE = "intake", _("phone desk")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="parts")
    side = models.CharField(max_length=8, choices=Side)
    verb = models.CharField(max_length=24)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "side", "verb", "case"], name="parts_of_a_person")]
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_side_a_person_and_case"),
            models.CheckConstraint(
                condition=Q(side__in=["resident", "check", "act", "decide", "intake"]), name="part_side_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side} {self.case_id}"
