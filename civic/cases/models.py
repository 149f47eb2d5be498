"""The record: a case, its timeline, who took which part in it, its photos and its sealed contact."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import (
    AT_WORK,
    CLOSED_STATES,
    WITH_THE_OFFICE,
    Kind,
    Outcome,
    Publication,
    Source,
    State,
    Verdict,
)
from civic.cases.rules.boxes import WHOLE, Shows
from civic.journal import models as journal
from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.offices.models import Matter, Office, Wording
from civic.offices.rules import Privacy, Unit
from civic.places.models import Area, Cell, Component


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases in the city's words. Who may see which is said in queries.visible_to."""

    def public(self) -> "CaseQuerySet":
        """What everybody may read whole."""
        return self.filter(publication=Publication.PUBLISHED)

    def open(self) -> "CaseQuerySet":
        """What is not at an end."""
        return self.exclude(state__in=CLOSED_STATES)

    def overdue(self, at: datetime) -> "CaseQuerySet":
        """What should have taken its next step by now."""
        return self.open().filter(due_at__lt=at)

    def newest(self) -> "CaseQuerySet":
        """Newest first."""
        return self.order_by("-filed_at", "-pk")

    def with_names(self) -> "CaseQuerySet":
        """Together with what a list row prints."""
        return self.select_related("matter", "area", "area__parent", "office")


class Case(models.Model):
    """One thing somebody brought to the city. The words as handed in are those of its first line; here are the
    published ones."""

    number = models.CharField(max_length=14, unique=True)
    tracking_digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="cases")
    title = models.CharField(max_length=120)  # as handed in, or the first sentence
    public_title = models.CharField(max_length=120, blank=True)
    public_text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    noticed_on = models.DateField(null=True)
    # as it was promised, and never less
    privacy = models.CharField(max_length=12, choices=Privacy, default=Privacy.PUBLIC, db_default="public")
    is_confidential = models.BooleanField(default=False)  # hides the reporter from the handling office

    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)  # as handed in
    public_address = models.CharField(max_length=300, blank=True)  # as a moderator left it
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="cases")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, null=True, related_name="cases")
    component = models.ForeignKey(Component, on_delete=models.PROTECT, null=True, related_name="cases")
    h3 = models.BigIntegerField(null=True)  # the hexagon of the point at resolution 11, an index beside the cell

    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="cases")  # as it was asked
    condition = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # of the limit, as the checking side found it

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="cases")
    source = models.CharField(max_length=8, choices=Source, default=Source.WEB)
    source_ref = models.CharField(max_length=80, blank=True)

    state = models.CharField(max_length=20, choices=State, default=State.FILED)
    publication = models.CharField(max_length=12, choices=Publication, default=Publication.UNSCREENED)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="cases")
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True)
    due_at = models.DateTimeField(null=True)  # the next step is due
    answer_due_at = models.DateTimeField(null=True)  # the answer promised to the resident is due
    asked_at = models.DateTimeField(null=True)  # the resident is asked since then
    stands_until = models.DateTimeField(null=True)  # the clock stands still until then at most, or until the reply
    pauses = models.PositiveSmallIntegerField(default=0, db_default=0)  # of this round; the clock stands still once
    returns = models.PositiveSmallIntegerField(default=0, db_default=0)  # of this round; a second one is a dispute
    defer_to = models.DateTimeField(null=True)  # the office asks for this day instead, and nobody has decided yet
    deferrals = models.PositiveSmallIntegerField(default=0, db_default=0)  # asked for in this round
    deferred_from = models.DateTimeField(null=True)  # the day promised before another one was granted in this round
    demand_due_at = models.DateTimeField(null=True)  # the office is hastened: it has to act by then
    hastened = models.PositiveSmallIntegerField(default=0, db_default=0)  # so often, in all rounds
    filed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # the first answer
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    screened_seq = models.PositiveIntegerField(default=0)  # residents' words up to this line have been screened
    resident_seq = models.PositiveIntegerField(default=0)  # the newest line with a resident's words
    erased_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["publication", "-filed_at", "-id", "lat", "lon"], name="cases_public_newest"),
            models.Index(fields=["publication", "-answered_at", "-id"], name="cases_public_answered"),
            models.Index(fields=["state", "due_at", "id"], name="cases_state_due"),
            models.Index(fields=["office", "state", "due_at", "id"], name="cases_office_state_due"),
            models.Index(fields=["publication", "area", "-filed_at"], name="cases_area_newest"),
            models.Index(fields=["publication", "matter", "-filed_at"], name="cases_matter_newest"),
            models.Index(fields=["reporter", "-filed_at"], name="cases_reporter_newest"),
            models.Index(fields=["publication", "answer_due_at"], name="cases_public_promised"),
            models.Index(fields=["answered_at"], name="cases_answered"),
            models.Index(fields=["closed_at"], name="cases_closed"),
            models.Index(fields=["publication", "lat", "lon"], name="cases_public_point"),
            models.Index(fields=["cell", "publication", "-filed_at"], name="cases_cell_newest"),
            models.Index(fields=["due_at", "id"], condition=Q(defer_to__isnull=False), name="cases_asking_for_a_day"),
            models.Index(fields=["demand_due_at"], condition=Q(demand_due_at__isnull=False), name="cases_hastened"),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(resident_seq__gt=F("screened_seq")),
                name="cases_to_screen_by_due",
            ),
            models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="cases_by_deadline"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="case_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(publication__in=Publication.values), name="case_publication_known"),
            models.CheckConstraint(condition=Q(outcome__in=["", *Outcome.values]), name="case_outcome_known"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="case_verdict_known"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="case_point_whole",
            ),
            models.CheckConstraint(
                condition=~Q(publication="published") | (Q(published_at__isnull=False) & ~Q(kind="misconduct")),
                name="case_published_is_dated_and_no_misconduct",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "declined", "withdrawn"]) | Q(closed_at__isnull=False),
                name="case_at_an_end_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dispatched", "in-hand", "answered", "asked-by-office"])
                | Q(office__isnull=False),
                name="case_in_work_has_an_office",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="case_round_counts_from_one"),
            models.CheckConstraint(
                condition=Q(defer_to__isnull=True) | Q(state__in=sorted(AT_WORK), deferrals__gte=1),
                name="only_an_office_at_work_asks_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(demand_due_at__isnull=True) | Q(state__in=sorted(WITH_THE_OFFICE), hastened__gte=1),
                name="only_an_office_is_hastened",
            ),
            models.UniqueConstraint(
                fields=["source", "source_ref"], condition=~Q(source_ref=""), name="one_case_a_source_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name under which the timeline, the outbox and the index know this case."""
        return f"case:{self.pk}"

    @property
    def is_public(self) -> bool:
        """May everybody read it whole?"""
        return self.publication == Publication.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Is it not at an end?"""
        return self.state not in CLOSED_STATES

    @property
    def shown_title(self) -> str:
        """The title a stranger may read; nothing before it is published."""
        return self.public_title if self.is_public else ""


class Line(journal.Line):
    """One act in the life of a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # the office that acted

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="one_line_a_place"),
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="lines_by_time"),
            models.Index(fields=["actor", "side", "verb", "case"], name="lines_by_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.verb}"


class LineWords(journal.Words):
    """What was said in a line."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="words")

    def __str__(self) -> str:
        return f"{self.line_id}"


class DeadlineKind(models.TextChoices):
    """What is due."""

    STEP = "step", _("next step")
    ANSWER = "answer", _("answer")
    STAGE = "stage", _("stage")
    DEMAND = "demand", _("demand of the checking side")


class Deadline(Named):
    """What is due when, for one round of a case: the next step, each stage of the limit, the answer, a demand. The
    name is the stage's. A row is reckoned from `starts_at` by `amount` and `unit`, less the time the clock stood still;
    an answer that was deferred is due no earlier than `deferred_to`, and a demand on the day it names."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines")
    round = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=DeadlineKind)
    number = models.PositiveSmallIntegerField(default=0)  # of the stage, or of the demand
    key = models.CharField(max_length=40, blank=True)  # of the stage, or the state a step leads out of
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=Unit)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    stood_from = models.DateTimeField(null=True)  # the one pause
    stood_until = models.DateTimeField(null=True)
    deferred_at = models.DateTimeField(null=True)  # when another day was granted
    deferred_to = models.DateTimeField(null=True)
    is_tentative = models.BooleanField(default=False)  # it reaches into a year whose working days are not confirmed
    calendar = models.PositiveIntegerField(default=0)  # the change of the calendar it was reckoned after

    class Meta:
        ordering = ["case", "round", "number", "pk"]
        indexes = [
            models.Index(fields=["calendar", "id"], condition=Q(done_at__isnull=True), name="deadlines_to_reckon"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DeadlineKind.values), name="deadline_kind_known"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="no_deadline_of_nothing"),
            models.UniqueConstraint(
                fields=["case", "kind", "number"],
                condition=Q(done_at__isnull=True),
                name="one_open_deadline_a_kind_and_stage",
            ),
            models.CheckConstraint(
                condition=Q(stood_from__isnull=True, stood_until__isnull=True)
                | Q(stood_from__isnull=False, stood_until__isnull=False),
                name="a_pause_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(deferred_at__isnull=True, deferred_to__isnull=True)
                | Q(deferred_at__isnull=False, deferred_to__isnull=False),
                name="a_deferral_was_granted_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.key} {self.due_at}"


class MapCount(models.Model):
    """How many public cases of one sign lie in an h3 hexagon; kept in the transaction that shows, hides or signs a
    case, so that a map of any size costs the same and what is hidden is gone from it at once."""

    resolution = models.PositiveSmallIntegerField()
    h3 = models.BigIntegerField()
    sign = models.CharField(max_length=4)
    count = models.IntegerField()
    lat_sum = models.FloatField()  # of the coordinates: their mean is where the group is drawn
    lon_sum = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resolution", "h3", "sign"], name="one_count_a_hexagon_and_sign")
        ]

    def __str__(self) -> str:
        return f"{self.h3:x} {self.sign} {self.count}"


class Answers(models.Model):
    """What the extra questions of the matter were answered with, by the key of the question; for the desk and the
    reporter only, and blanked when the reporter is erased."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="answers")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="answers")
    given = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "answers"

    def __str__(self) -> str:
        return f"answers of {self.case_id}"


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
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="one_side_a_person_and_case"),
            models.CheckConstraint(
                condition=Q(side__in=["resident", "check", "act", "decide", "intake"]), name="part_side_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.side} {self.case_id}"


class Contact(models.Model):
    """How the reporter can be reached: sealed, with a keyed hash beside each address to find it by without opening
    it."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="contact")
    email = SealedText(purpose="contact", blank=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    phone = SealedText(purpose="contact", blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=8, default="zh-hans")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email_hash="") | ~Q(phone_hash=""), name="contact_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"contact of {self.case_id}"


class ContactOpening(models.Model):
    """Somebody looked at a contact: who, when, what for. The reporter can see it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.case_id} by {self.by_id} at {self.at}"


class Draft(models.Model):
    """A report on its way through the question pages, sealed, found by the digest of its token. It becomes one case at
    most."""

    token_digest = models.CharField(max_length=64, unique=True)
    answers = SealedText(purpose="draft", blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, null=True, related_name="draft")

    def __str__(self) -> str:
        return f"draft {self.pk}"


class Replay(models.Model):
    """An Idempotency-Key that was used: the same key within 24 hours gives the same case again."""

    key_digest = models.CharField(max_length=64, unique=True)
    request_digest = models.CharField(max_length=64)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replays")
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"replay of {self.case_id}"


class PhotoState(models.TextChoices):
    """How far a photo has come."""

    RECEIVED = "received", _("waiting to be prepared")
    DEVELOPING = "developing", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be prepared")


class Photo(models.Model):
    """One photo of a draft or a case. The upload lies aside, is never served, and is gone once prepared or within the
    hour."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="photos")
    draft = models.ForeignKey(Draft, on_delete=models.SET_NULL, null=True, related_name="photos")
    line = models.ForeignKey(Line, on_delete=models.SET_NULL, null=True, related_name="photos")
    state = models.CharField(max_length=12, choices=PhotoState, default=PhotoState.RECEIVED)
    file_name = SealedText(purpose="photo", blank=True)  # the resident's own name for it, kept until it is prepared
    digest = models.CharField(max_length=64)  # of the upload, so that a repeated sending does not double it
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    is_public = models.BooleanField(default=False)
    sealed_key = models.UUIDField(null=True, unique=True)  # of the rendition without boxes, once there is one with them
    screened_at = models.DateTimeField(null=True)  # a moderator decided whether everybody sees it
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "received_at"], name="photos_to_prepare"),
            models.Index(
                fields=["received_at"], condition=Q(state="ready", screened_at__isnull=True), name="photos_to_screen"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(draft__isnull=False), name="photo_belongs_somewhere"
            ),
            models.CheckConstraint(condition=Q(state__in=PhotoState.values), name="photo_state_known"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(state="ready", case__isnull=False), name="public_photo_is_ready"
            ),
            models.CheckConstraint(
                condition=Q(sealed_key__isnull=True) | (Q(state="ready") & ~Q(sealed_key=F("key"))),
                name="sealed_photo_has_another_key",
            ),
            models.UniqueConstraint(
                fields=["draft", "digest"], condition=Q(draft__isnull=False), name="one_photo_a_draft_and_upload"
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PhotoBox(models.Model):
    """A part of a photo that nobody else is to see, in thousandths of its width and height."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="boxes")
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=8, choices=Shows)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="no_box_of_nothing"),
            models.CheckConstraint(
                condition=Q(x__lte=WHOLE - F("width"), y__lte=WHOLE - F("height")), name="box_lies_in_its_photo"
            ),
            models.CheckConstraint(condition=Q(shows__in=Shows.values), name="box_shows_something_known"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} {self.shows} {self.x},{self.y} {self.width}x{self.height}"
