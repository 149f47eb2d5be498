"""The case itself: one thing somebody brought to the city."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models.causes import Cause
from civic.cases.rules import (
    AT_WORK,
    CLOSED_STATES,
    WITH_THE_OFFICE,
    Kind,
    Outcome,
    Publication,
    Source,
    State,
    Station,
    Verdict,
)
from civic.offices.models import Matter, Office, Wording
from civic.offices.rules import Privacy
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
    """One thing somebody brought to the city. The words as handed in are those of its first line, or of the line by
    which the reporter changed them (`said_seq`); here are the published ones."""

    number = models.CharField(max_length=14, unique=True)
    tracking_digest = models.CharField(max_length=64, unique=True)
    reissues = models.PositiveSmallIntegerField(default=0, db_default=0)  # so often another code took its place
    kind = models.CharField(max_length=12, choices=Kind)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="cases")
    title = models.CharField(max_length=120)  # as handed in, or the first sentence
    public_title = models.CharField(max_length=120, blank=True)
    public_text = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    noticed_on = models.DateField(null=True)
    # as it was promised, and never less
    privacy = models.CharField(max_length=12, choices=Privacy, default=Privacy.PUBLIC, db_default="public")
    about_office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, related_name="+"
    )  # whom it is about; its people never see it
    is_confidential = models.BooleanField(default=False)  # hides the reporter from the handling office

    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)  # as handed in
    public_address = models.CharField(max_length=300, blank=True, default="", db_default="")  # as a moderator left it
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
    station = models.CharField(  # where a drafted answer lies inside the office; nobody outside knows
        max_length=8, choices=Station, blank=True, default="", db_default=""
    )
    escalated_to = models.CharField(max_length=12, blank=True, default="", db_default="")  # told in this round
    incident = models.ForeignKey("Incident", on_delete=models.PROTECT, null=True, related_name="+")  # it is in now
    held_until = models.DateTimeField(null=True)  # the incident holds its clock until then, unless it ends before
    filed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # the first answer
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    screened_seq = models.PositiveIntegerField(default=0)  # residents' words up to this line have been screened
    resident_seq = models.PositiveIntegerField(default=0)  # the newest line with a resident's words
    said_seq = models.PositiveIntegerField(default=1, db_default=1)  # the line that holds the report as it reads now
    news_since = models.DateTimeField(null=True)  # the resident added or changed something, and nobody acted since
    erased_at = models.DateTimeField(null=True)
    objecting = models.PositiveSmallIntegerField(default=0, db_default=0)  # objections that no moderator has decided
    veiled = models.PositiveSmallIntegerField(default=0, db_default=0)  # pieces of its words hidden by objections
    is_unfounded = models.BooleanField(default=False, db_default=False)  # the checking side found that it did not hold
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_merged = models.BooleanField(default=False, db_default=False)  # with which case its row in Merged says
    joined = models.PositiveIntegerField(default=0, db_default=0)  # so many reports were merged into this one
    persons = models.PositiveIntegerField(default=1, db_default=1)  # who stand behind all of them
    says = models.BigIntegerField(null=True)  # shared by public texts with the same letters and digits
    supports = models.PositiveIntegerField(default=0, db_default=0)  # said "mine too" without a report of their own
    erased_as = models.CharField(  # drawn, the same for reports of one erased person that were merged together
        max_length=16, blank=True, default="", db_default=""
    )
    whole = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="portions", db_index=False)
    is_mandatory = models.BooleanField(default=False, db_default=False)  # the whole waits for this part
    split_into = models.PositiveSmallIntegerField(default=0, db_default=0)
    repair_due_at = models.DateTimeField(null=True)  # after a bad rating the office has to put it right by then
    mended_at = models.DateTimeField(null=True)  # it said what it put right, in this round
    invitation = models.ForeignKey(  # the city had asked for it
        "Invitation", on_delete=models.PROTECT, null=True, related_name="cases", db_index=False
    )
    has_wish = models.BooleanField(  # its author asks for something that nobody has decided
        default=False, db_default=False
    )
    hides_supports = models.BooleanField(default=False, db_default=False)  # how many stand behind it nobody is told yet
    point_count = models.PositiveSmallIntegerField(default=0, db_default=0)  # that a suggestion makes, in this round
    unweighed = models.PositiveSmallIntegerField(default=0, db_default=0)  # of those

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["publication", "-filed_at", "-id", "lat", "lon"], name="cases_public_newest"),
            models.Index(fields=["publication", "-answered_at", "-id"], name="cases_public_answered"),
            # what the desk counts: the kind and the area stand at the end, so that no count reads a row
            models.Index(fields=["state", "due_at", "id", "kind", "area"], name="cases_due_in_a_state"),
            models.Index(fields=["office", "state", "due_at", "id", "kind"], name="cases_due_at_an_office"),
            models.Index(fields=["office", "due_at", "id"], name="cases_of_an_office"),
            models.Index(fields=["area", "state", "due_at", "id", "kind"], name="cases_due_in_an_area"),
            models.Index(fields=["state", "due_at", "id"], condition=Q(kind="misconduct"), name="cases_about_offices"),
            models.Index(fields=["publication", "area", "-filed_at"], name="cases_area_newest"),
            models.Index(fields=["publication", "matter", "-filed_at"], name="cases_matter_newest"),
            models.Index(fields=["reporter", "-filed_at"], name="cases_reporter_newest"),
            models.Index(fields=["publication", "answer_due_at"], name="cases_public_promised"),
            models.Index(fields=["answered_at"], name="cases_answered"),
            models.Index(fields=["closed_at"], name="cases_closed"),
            models.Index(fields=["cause", "closed_at"], condition=Q(cause__isnull=False), name="cases_closed_by_cause"),
            models.Index(fields=["publication", "lat", "lon"], name="cases_public_point"),
            models.Index(fields=["cell", "publication", "-filed_at"], name="cases_cell_newest"),
            models.Index(
                fields=["due_at", "id", "kind", "area"],
                condition=Q(defer_to__isnull=False),
                name="cases_asking_for_a_new_day",
            ),
            models.Index(fields=["demand_due_at"], condition=Q(demand_due_at__isnull=False), name="cases_hastened"),
            models.Index(
                fields=["due_at", "id", "kind", "area"],
                condition=Q(resident_seq__gt=F("screened_seq")),
                name="cases_due_to_be_screened",
            ),
            models.Index(fields=["due_at", "id", "kind", "area"], condition=Q(due_at__isnull=False), name="cases_due"),
            models.Index(
                fields=["office", "station", "due_at", "id", "kind"],
                condition=Q(station__gt=""),
                name="cases_due_as_a_draft",
            ),
            models.Index(fields=["whole"], condition=Q(whole__isnull=False), name="cases_parts"),
            models.Index(
                fields=["office", "due_at", "id", "kind"],
                condition=Q(repair_due_at__isnull=False),
                name="cases_to_put_right",
            ),
            models.Index(
                fields=["due_at", "id", "kind", "area"],
                condition=Q(news_since__isnull=False),
                name="cases_due_with_news",
            ),
            models.Index(fields=["h3", "-filed_at", "-id"], condition=Q(h3__isnull=False), name="cases_by_hexagon"),
            models.Index(  # closed ones only, so that filing writes nothing into it
                fields=["h3", "matter", "-closed_at"],
                condition=Q(h3__isnull=False, closed_at__isnull=False),
                name="cases_closed_at_a_hexagon",
            ),
            models.Index(fields=["says", "-filed_at"], condition=Q(says__isnull=False), name="cases_that_say_the_same"),
            models.Index(
                fields=["due_at", "id", "kind", "area", "state"],
                condition=~Q(escalated_to=""),
                name="cases_due_and_told_upward",
            ),
            models.Index(
                fields=["incident", "publication", "-filed_at", "-id"],
                condition=Q(incident__isnull=False),
                name="cases_of_an_incident",
            ),
            models.Index(
                fields=["invitation", "publication", "-filed_at", "-id"],
                condition=Q(invitation__isnull=False),
                name="cases_invited",
            ),
            models.Index(  # few of a city's cases are suggestions, and they have a list of their own
                fields=["publication", "-filed_at", "-id"],
                condition=Q(kind="suggestion"),
                name="suggestions_public_newest",
            ),
            models.Index(  # the page of a matter tells the newest of its few among its many cases
                fields=["publication", "matter", "-filed_at", "-id"],
                condition=Q(kind="suggestion"),
                name="suggestions_matter_newest",
            ),
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
                condition=Q(about_office__isnull=True) | Q(kind="misconduct"), name="only_misconduct_is_about_an_office"
            ),
            models.CheckConstraint(
                condition=Q(office__isnull=True) | Q(about_office__isnull=True) | ~Q(office=F("about_office")),
                name="no_office_holds_what_is_about_it",
            ),
            models.CheckConstraint(
                condition=Q(defer_to__isnull=True) | Q(state__in=sorted(AT_WORK), deferrals__gte=1),
                name="only_an_office_at_work_asks_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(demand_due_at__isnull=True) | Q(state__in=sorted(WITH_THE_OFFICE), hastened__gte=1),
                name="only_an_office_is_hastened",
            ),
            models.CheckConstraint(condition=Q(station__in=["", *Station.values]), name="case_station_known"),
            models.CheckConstraint(
                condition=Q(station="") | Q(state__in=sorted(AT_WORK)), name="only_an_office_at_work_drafts_an_answer"
            ),
            models.CheckConstraint(condition=Q(persons__gte=1), name="somebody_stands_behind_a_case"),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(split_into=0, joined=0, publication="unscreened"),
                name="a_part_is_no_whole_and_never_public",
            ),
            models.CheckConstraint(
                condition=Q(is_mandatory=False) | Q(whole__isnull=False), name="only_a_part_is_mandatory"
            ),
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(is_merged=True, joined=0, split_into=0, whole__isnull=True),
                name="nothing_hangs_on_a_merged_case",
            ),
            models.CheckConstraint(
                condition=Q(repair_due_at__isnull=True)
                | Q(state__in=["closed", "close-appealed", "close-last-appeal"], office__isnull=False),
                name="only_an_answer_is_put_right",
            ),
            models.CheckConstraint(condition=Q(unweighed__lte=F("point_count")), name="only_points_are_weighed"),
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
    def public_subject(self) -> str:
        """The name under which the outbox knows what strangers are told of this case; it leaves with the page."""
        return f"public:{self.pk}"

    @property
    def is_public(self) -> bool:
        """May everybody read it whole?"""
        return self.publication == Publication.PUBLISHED

    @property
    def is_open(self) -> bool:
        """Is it not at an end?"""
        return self.state not in CLOSED_STATES

    @property
    def is_read_twice(self) -> bool:
        """Does a colleague read its answer before it goes out?"""
        return self.matter is not None and self.matter.is_read_twice

    @property
    def is_signed(self) -> bool:
        """Does the head sign its answer? Where it weighs the points of a suggestion, always."""
        return self.point_count > 0 or (self.matter is not None and self.matter.is_signed)

    @property
    def supports_shown(self) -> int | None:
        """How many stand behind it without a report of their own; None while nobody is to be told."""
        return None if self.hides_supports else self.supports

    @property
    def shown_title(self) -> str:
        """The title a stranger may read; nothing before it is published."""
        return self.public_title if self.is_public else ""
