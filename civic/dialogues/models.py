"""A dialogue of little mayors with the mayor: what is asked, who was there, what was answered, who agreed to that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.dialogues.rules import Stage, Word
from civic.journal import models as journal
from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.offices.models import Office
from civic.promises.models import Promise
from civic.youth.models import Edition, Entry, Proposal


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Dialogues in the city's words."""

    def listed(self) -> "DialogueQuerySet":
        """What everybody may know of: its agenda, once shown; never when or where."""
        return self.filter(agenda_shown_at__isnull=False, edition__shown_at__isnull=False)

    def published(self) -> "DialogueQuerySet":
        """Those whose minutes everybody reads."""
        return self.listed().filter(published_at__isnull=False)


class Dialogue(Named):
    """One dialogue. Hour and place are for those who come; the place is sealed and wiped once it was held."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="dialogues")
    number = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")  # that speaks for the city
    starts_at = models.DateTimeField()
    place = SealedText(purpose="dialogue-place", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    agenda_shown_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField(default=0)  # of the minutes: a change asks everybody anew
    offered_at = models.DateTimeField(null=True)  # to the children
    published_at = models.DateTimeField(null=True)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__number", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="one_dialogue_a_number"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at")),
                name="a_dialogue_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(place=""), name="the_place_of_a_dialogue_is_wiped"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(ended_at__isnull=False, offered_at__isnull=False, agenda_shown_at__isnull=False),
                name="minutes_come_after_a_dialogue",
            ),
        ]

    @property
    def subject(self) -> str:
        """How its chain of lines is called."""
        return f"dialogue:{self.pk}"

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.published_at is not None:
            return Stage.PUBLISHED
        if self.offered_at is not None:
            return Stage.OFFERED
        return Stage.HELD if self.ended_at is not None else Stage.PREPARED


class AgendaItem(models.Model):
    """A public proposal that is talked about."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="agenda")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "proposal"], name="a_proposal_stands_once_on_an_agenda"),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id}.{self.order}"


class Presence(models.Model):
    """A grown-up with a check who sits with the children."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="adults")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_there = models.BooleanField(null=True)  # None until it was held

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "person"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.dialogue_id}"


class Guest(models.Model):
    """A child who is invited, came, and agrees to the minutes, or says what it wishes otherwise."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="guests")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    was_there = models.BooleanField(null=True)  # None until it was held
    agreed_version = models.PositiveSmallIntegerField(default=0)  # of the minutes; 0: to none
    said_at = models.DateTimeField(null=True)
    wish = models.TextField(blank=True)  # what it would change in them; for the desk

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "entry"], name="a_child_is_a_guest_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} at {self.dialogue_id}"

    @property
    def word(self) -> Word:
        """What it says to the minutes as they are offered now; its word to an earlier version is no word to these."""
        version, offered_at = self.dialogue.version, self.dialogue.offered_at
        if version and self.agreed_version == version:
            return Word.AGREED
        if self.said_at is None:
            return Word.NONE
        is_of_these = self.said_at >= offered_at if offered_at is not None else self.agreed_version == 0
        return Word.WISHES if is_of_these else Word.ANEW


class Exchange(models.Model):
    """A question, the city's answer, and what it promised. A child stands under its pseudonym, an answer under an
    office."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="exchanges")
    order = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")  # None: several
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField()
    answer = models.TextField()
    language = models.CharField(max_length=8)
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, null=True, related_name="exchange")
    told_at = models.DateTimeField(null=True)  # up to when the family of whoever asked knows of the promise
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "order"], name="one_exchange_a_place"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(question="", answer=""), name="a_dropped_exchange_is_blank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id}.{self.order}"


class MinutesReading(models.Model):
    """Somebody with a check has read one version of the minutes before any child was asked."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="readings")
    version = models.PositiveSmallIntegerField()
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "version", "reader"], name="minutes_are_read_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.dialogue_id} v{self.version} by {self.reader_id}"


class DialogueLine(journal.Line):
    """One act on a dialogue: planned, invited, held, written, agreed, published."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="lines")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "seq"], name="one_line_a_place_of_a_dialogue")]

    def __str__(self) -> str:
        return f"{self.dialogue_id}#{self.seq} {self.verb}"
