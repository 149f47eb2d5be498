"""What the desk itself keeps: saved views, which lists were taken out of the house, one verb sent to many cases,
words half typed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.cases.rules import Given
from civic.lib.sealed import SealedText
from civic.offices.models import Matter, Office

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


class Batch(models.Model):
    """The same move for many cases: who asked for it and when. It is done once none of its cases waits."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=24)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)  # the list it was chosen from
    language = models.CharField(max_length=8)  # in which a refusal is told
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "batches"
        indexes = [
            models.Index(fields=["id"], condition=Q(done_at__isnull=True), name="batches_to_work"),
            models.Index(fields=["done_at"], name="batches_done"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(verb=""), name="a_batch_has_a_verb")]

    def __str__(self) -> str:
        return f"{self.verb} by {self.by_id} at {self.asked_at}"


class BatchItem(models.Model):
    """One case of a batch, as the officer read it, and what became of it."""

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    seq = models.IntegerField()  # how far its timeline had come; -1 where she had not read it
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="a_case_once_in_a_batch"),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | Q(state__in=["waiting", "done"], refusal=""),
                name="what_is_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.case_id} {self.state}"

    @property
    def given(self) -> Given:
        """What the move is given."""
        return {name: value for name, value in (("matter", self.matter), ("office", self.office)) if value is not None}


class KeptWords(models.Model):
    """What an officer was typing when the desk locked, or some seconds ago: sealed, for her alone, at one place of the
    desk (the number of a case and a verb). Gone once it was sent, or after half a day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_words")
    place = models.CharField(max_length=60)
    words = SealedText(purpose="kept-words")
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "kept words"
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="kept_once_a_place"),
            models.CheckConstraint(condition=~Q(place=""), name="kept_words_have_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.place}"


class Flag(models.Model):
    """A mark an officer puts on a case to find it again: her own, or her office's. Nobody outside the desk sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="flags")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="flags"
    )  # whose officers see it; only hers where none is named
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "case"], name="flags_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["case", "by"], condition=Q(office__isnull=True), name="one_flag_of_hers"),
            models.UniqueConstraint(
                fields=["case", "office"], condition=Q(office__isnull=False), name="one_flag_of_an_office"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.office_id or self.by_id}"


class Claim(models.Model):
    """An officer works on a case for some minutes, so that no colleague is given it meanwhile. It ends by itself: when
    its time is over, or with the next line of the case, whoever writes it. It forbids nobody anything."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims")
    seq = models.PositiveIntegerField()  # how far the timeline had come
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("at")), name="a_claim_lasts")]

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by_id} until {self.until}"
