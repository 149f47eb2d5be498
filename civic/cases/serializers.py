"""What a program hands in about a case, and the shapes in which it reads one. Limits are the rules' own."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from civic.cases.models import Case, Photo, PhotoState, Topic
from civic.cases.queries import (
    STRANGER,
    Entry,
    Glimpse,
    Suggestion,
    glimpse_of,
    parts_of,
    promised,
    public_parent,
    words_as_they_read,
)
from civic.cases.queries.topics import cases_of, story_of
from civic.cases.rules import Hand, Kind, Outcome, State, Verdict, next_step, open_moves
from civic.cases.rules.report import ADDRESS_LONGEST, LANGUAGES, TEXT_LONGEST, TEXT_SHORTEST, TITLE_LONGEST
from civic.lib.shapes import CodeAndName, page_of_case

Fields = serializers.Serializer[Any]


class Degrees(serializers.FloatField):
    """A coordinate; a number too large to be one is no number at all."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool):
            self.fail("invalid")
        try:
            return super().to_internal_value(data)
        except OverflowError:
            self.fail("invalid")


@extend_schema_field({"type": "string", "minLength": TEXT_SHORTEST, "maxLength": TEXT_LONGEST})
class TextField(serializers.CharField):
    """The words of a report; the rules judge how long they may be, the schema only tells it."""


@extend_schema_field({"type": "string", "maxLength": TITLE_LONGEST, "nullable": True})
class TitleField(serializers.CharField):
    """The title of a report."""


@extend_schema_field({"type": "string", "maxLength": ADDRESS_LONGEST, "nullable": True})
class AddressField(serializers.CharField):
    """The place in words."""


@extend_schema_field(serializers.ChoiceField(choices=Kind.choices))
class KindField(serializers.CharField):
    """The kind of a report."""


@extend_schema_field({"type": "string", "enum": [language for language in LANGUAGES if language], "nullable": True})
class LanguageField(serializers.CharField):
    """The language of a report."""


class ContactGiven(Fields):
    """How the reporter can be reached; sealed, and opened only by officers who say what for."""

    email = serializers.CharField(required=False, allow_blank=True, allow_null=True)
    phone = serializers.CharField(required=False, allow_blank=True, allow_null=True)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "A lamp that is out",
            request_only=True,
            value={
                "kind": "complaint",
                "matter": "0101",
                "text": "望江路 18 号对面的路灯不亮一个星期了。",
                "lat": 23.13,
                "lon": 113.27,
                "language": "zh-hans",
                "contact": {"email": "mei@example.com"},
                "confidential": False,
            },
        )
    ]
)
class ReportShape(Fields):
    """A report. Photos go beside it as `photo` (at most five) when it is sent as a form."""

    kind = KindField(allow_blank=True)
    text = TextField(allow_blank=True, trim_whitespace=False)
    matter = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, help_text=_("A code from /matters/.")
    )
    title = TitleField(
        required=False,
        allow_blank=True,
        allow_null=True,
        trim_whitespace=False,
        help_text=_("The first sentence when it is left out."),
    )
    lat = Degrees(required=False, allow_null=True, help_text=_("WGS84"))
    lon = Degrees(required=False, allow_null=True, help_text=_("WGS84"))
    address = AddressField(
        required=False,
        allow_blank=True,
        allow_null=True,
        trim_whitespace=False,
        help_text=_("The place in words, instead of a point or beside it."),
    )
    language = LanguageField(
        required=False, allow_blank=True, allow_null=True, help_text=_("Of the text; guessed when it is not told.")
    )
    noticed_on = serializers.DateField(required=False, allow_null=True, help_text=_("Since when, as 2026-11-03."))
    about_office = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text=_(
            "The office a complaint or a report of misconduct is about, by its code in /offices/. Nobody of it "
            "sees the report; it is kept as misconduct and goes to the reviewing office."
        ),
    )
    component = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        help_text=_("The code on the plate of a lamp, a cover, a bin. Without a point the report lies there."),
    )
    answers = serializers.DictField(
        required=False, help_text=_("To the questions of the matter, by their keys in /matters/.")
    )
    condition = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=40,
        help_text=_("The condition it is in, by its key among the limits of the matter in /matters/."),
    )
    round = serializers.CharField(
        required=False,
        allow_blank=True,
        allow_null=True,
        max_length=60,
        help_text=_("The round a suggestion is handed in for, by its slug in /rounds/; left out: the standing box."),
    )
    confidential = serializers.BooleanField(
        required=False,
        allow_null=True,
        default=None,
        help_text=_("Hides the contact from the office that handles the case; left out, the matter says it."),
    )
    contact = ContactGiven(
        required=False, allow_null=True, help_text=_("Where news of the case go. It may be left out.")
    )


class ReportForm(ReportShape):
    """The same as a form, with photos."""

    photo = serializers.ListField(
        child=serializers.FileField(), required=False, max_length=5, help_text=_("JPEG, PNG, WebP or HEIC, 20 MB each.")
    )


class Receipt(Fields):
    """The receipt. The tracking code is shown here only; whoever holds it reads the case as its reporter."""

    number = serializers.CharField(source="case.number")
    tracking_code = serializers.CharField()
    url = serializers.SerializerMethodField()

    def get_url(self, filed: Any) -> str:
        """Where people read the case."""
        return page_of_case(filed.case.number)


class WordsShape(Fields):
    """Words of the resident."""

    text = TextField(allow_blank=True, trim_whitespace=False)


class AdditionShape(Fields):
    """What the resident adds to an open case."""

    text = TextField(allow_blank=True, trim_whitespace=False, required=False, help_text=_("At most 2,000 characters."))


_PHOTOS = serializers.ListField(
    child=serializers.FileField(), required=False, max_length=5, help_text=_("JPEG, PNG, WebP or HEIC, 20 MB each.")
)


class AdditionForm(AdditionShape):
    """The same as a form, with photos."""

    photo = _PHOTOS


class EditShape(Fields):
    """The report as its reporter wants it to read from now on; what is left out stays as it is."""

    text = TextField(allow_blank=True, trim_whitespace=False, required=False)
    title = TitleField(allow_blank=True, required=False)
    matter = serializers.CharField(required=False, help_text=_("A code from /matters/."))
    address = AddressField(allow_blank=True, required=False)
    lat = Degrees(required=False, help_text=_("WGS84"))
    lon = Degrees(required=False, help_text=_("WGS84"))


class EditPhotosForm(EditShape):
    """The same as a form, with photos to add."""

    photo = _PHOTOS


class RedactShape(Fields):
    """What its author takes out for good."""

    lines = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2_000_000_000), required=False, max_length=200
    )
    passages = serializers.ListField(child=serializers.CharField(max_length=2000), required=False, max_length=20)
    photos = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=50)
    place = serializers.BooleanField(required=False)


# --- how a case reads ---


class CellShape(Fields):
    """One cell of the city's grid."""

    code = serializers.CharField()


class CaseInList(serializers.ModelSerializer[Case]):
    """A public case as a row of a list."""

    url = serializers.SerializerMethodField()
    matter = CodeAndName(read_only=True, allow_null=True)
    area = CodeAndName(read_only=True, allow_null=True)
    office = CodeAndName(read_only=True, allow_null=True)
    title = serializers.CharField(source="shown_title", read_only=True)
    kind = serializers.ChoiceField(choices=Kind.choices, read_only=True)
    state = serializers.ChoiceField(choices=State.choices, read_only=True)
    outcome = serializers.ChoiceField(choices=[("", ""), *Outcome.choices], read_only=True)
    verdict = serializers.ChoiceField(
        choices=Verdict.choices, read_only=True, help_text=_("What the resident says; empty while nobody has said.")
    )
    supports = serializers.IntegerField(
        source="supports_shown",
        read_only=True,
        allow_null=True,
        help_text=_(
            "How many say “mine too” without a report of their own, or support the suggestion; "
            "null while a round keeps that from everybody."
        ),
    )

    class Meta:
        model = Case
        fields: Iterable[str] = (
            "number",
            "url",
            "kind",
            "matter",
            "title",
            "language",
            "state",
            "outcome",
            "verdict",
            "is_unfounded",
            "area",
            "office",
            "lat",
            "lon",
            "filed_at",
            "answer_due_at",
            "answered_at",
            "closed_at",
            "round",
            "supports",
        )
        read_only_fields = fields

    def get_url(self, case: Case) -> str:
        """Where people read the case."""
        return page_of_case(case.number)


class NextShape(Fields):
    """Where the case stands and what comes next; `who` is the side whose turn it is."""

    now = serializers.CharField()
    then = serializers.CharField()
    who = serializers.CharField()


class DeadlineShape(Fields):
    """A stage or the answer, of the round the case is in: when it is due, and when it was reached."""

    kind = serializers.CharField(source="row.kind", help_text=_("demand, stage or answer"))
    key = serializers.CharField(source="row.key")
    name = serializers.CharField(source="label")
    due_at = serializers.DateTimeField(source="row.due_at")
    done_at = serializers.DateTimeField(source="row.done_at", allow_null=True)
    is_tentative = serializers.BooleanField(
        source="row.is_tentative", help_text=_("It reaches into a year whose working days are not announced yet.")
    )
    note = serializers.CharField(help_text=_("The same as a sentence, or empty."))


class PartShape(Fields):
    """A part of the case that is another office's work."""

    title = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices, source="case.state")
    office = serializers.CharField(help_text=_("Empty before it is dispatched."))
    is_mandatory = serializers.BooleanField(help_text=_("The whole case waits for it."))
    due_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()


class CasePublic(CaseInList):
    """A public case, whole."""

    reading = serializers.SerializerMethodField()
    text = serializers.CharField(source="public_text", read_only=True)
    cell = CellShape(read_only=True, allow_null=True)
    deadlines = serializers.SerializerMethodField()
    next = serializers.SerializerMethodField()
    persons = serializers.IntegerField(
        read_only=True, help_text=_("How many people reported this, with the reports that were merged into it.")
    )
    merged_into = serializers.SerializerMethodField()
    parts = serializers.SerializerMethodField()

    class Meta(CaseInList.Meta):
        fields = (
            *CaseInList.Meta.fields,
            "reading",
            "text",
            "cell",
            "noticed_on",
            "accepted_at",
            "published_at",
            "condition",
            "deadlines",
            "stands_until",
            "pauses",
            "next",
            "persons",
            "merged_into",
            "parts",
        )
        read_only_fields = fields

    def get_reading(self, case: Case) -> str:
        """public, party (its reporter) or desk (an officer)."""
        return str(self.context.get("reading", "public"))

    @extend_schema_field(DeadlineShape(many=True))
    def get_deadlines(self, case: Case) -> Any:
        """The stages and the answer of this round, in their order."""
        return DeadlineShape(promised(case), many=True).data

    @extend_schema_field(serializers.CharField(help_text=_("The public case it is handled with; else empty.")))
    def get_merged_into(self, case: Case) -> str:
        """The number of the case it is handled with, where everybody may read that one."""
        return public_parent(case)

    @extend_schema_field(PartShape(many=True))
    def get_parts(self, case: Case) -> Any:
        """What other offices do of it."""
        return PartShape(parts_of(case), many=True).data

    @extend_schema_field(NextShape)
    def get_next(self, case: Case) -> dict[str, Any]:
        """Where the case stands and what comes next."""
        return NextShape(
            next_step(case.kind, case.state, is_mending=case.repair_due_at is not None, outcome=case.outcome)
        ).data


class AsHandedIn(Fields):
    """The words as they were handed in; empty once the reporter had them erased."""

    title = serializers.CharField()
    text = serializers.CharField()
    address = serializers.CharField()


class CaseWhole(CasePublic):
    """A case as its reporter or an officer reads it: the words as handed in; for the reporter, what may be done now."""

    handed_in = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()

    class Meta(CasePublic.Meta):
        fields = (*CasePublic.Meta.fields, "publication", "due_at", "is_confidential", "source", "handed_in", "may")
        read_only_fields = fields

    @extend_schema_field(AsHandedIn)
    def get_handed_in(self, case: Case) -> dict[str, str]:
        """The words as handed in, or as the reporter changed them before anybody accepted the report."""
        return {"title": case.title, "text": words_as_they_read(case), "address": case.address}

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_may(self, case: Case) -> list[str]:
        """What the reporter may do now: reply, withdraw, rate, appeal."""
        if self.context.get("reading") != "party":
            return []
        hand = Hand(side="resident", is_portion=case.whole_id is not None)
        moves = open_moves(kind=case.kind, state=case.state, publication=case.publication, hand=hand)
        return list(dict.fromkeys(move.verb for move in moves))


class CaseBare(Fields):
    """A case nobody has screened yet: what it is about, where and in which hour, so that others can say “mine too”. Of
    a private matter the place and the day."""

    number = serializers.CharField(source="case.number")
    reading = serializers.SerializerMethodField()
    matter = CodeAndName(allow_null=True)
    area = CodeAndName(allow_null=True)
    cell = CellShape(allow_null=True)
    state = serializers.ChoiceField(choices=[("", ""), *State.choices])
    day = serializers.DateField(help_text=_("The day on which it came in."))
    hour = serializers.SerializerMethodField()

    def get_reading(self, glimpse: Glimpse) -> str:
        """Always bare."""
        return "bare"

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_hour(self, glimpse: Glimpse) -> str | None:
        """The hour in which it came in."""
        return glimpse.hour.isoformat() if glimpse.hour else None


class PhotoShape(Fields):
    """A photo of a line."""

    key = serializers.UUIDField()
    state = serializers.CharField(help_text=_("Only a photo that is ready has pictures."))
    moment = serializers.CharField(help_text=_("Of the office: before or after the work; empty for a resident's."))
    alt = serializers.CharField(help_text=_("What it shows, in words of the office."))
    large = serializers.SerializerMethodField()
    small = serializers.SerializerMethodField()

    def get_large(self, photo: Photo) -> str:
        """At most 2,560 pixels; empty until it is prepared."""
        return self._url(photo, "large")

    def get_small(self, photo: Photo) -> str:
        """For a list; empty until it is prepared."""
        return self._url(photo, "small")

    def _url(self, photo: Photo, size: str) -> str:
        is_ready = photo.state == PhotoState.READY
        return f"{page_of_case(self.context['number'])}photos/{photo.key}/{size}/" if is_ready else ""


class LineShape(Fields):
    """One act in the life of a case. `text` is empty where the words are not for this reader; `note` says why."""

    seq = serializers.IntegerField(source="line.seq")
    at = serializers.DateTimeField(source="line.at")
    verb = serializers.CharField(source="line.verb")
    title = serializers.CharField()
    side = serializers.CharField(
        help_text=_("resident, check, act, decide, intake, source or calendar: whose hand moved the case.")
    )
    office = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    note = serializers.CharField()
    facts = serializers.DictField(
        help_text=_("What the line states besides its words: until, outcome, basis, appeal_until, solved, …")
    )
    photos = PhotoShape(many=True)


class TimelineShape(Fields):
    """A case as its timeline, oldest first."""

    number = serializers.CharField()
    results = LineShape(many=True)


def as_whole(case: Case, reading: str) -> dict[str, Any]:
    """A case in the shape of one reading."""
    if reading == "bare":
        return CaseBare(glimpse_of(case)).data
    shape = CasePublic if reading == "public" else CaseWhole
    return shape(case, context={"reading": reading}).data


def as_timeline(case: Case, entries: list[Entry]) -> dict[str, Any]:
    """A timeline in its shape."""
    return TimelineShape({"number": case.number, "results": entries}, context={"number": case.number}).data


class TopicInList(serializers.ModelSerializer[Topic]):
    """A root-cause topic: a problem that came back to one place again and again."""

    url = serializers.SerializerMethodField()
    matter = CodeAndName(read_only=True)
    area = CodeAndName(read_only=True, allow_null=True)
    cell = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)
    office = CodeAndName(read_only=True, allow_null=True, help_text=_("The committee that owns it."))
    remover = CodeAndName(read_only=True, allow_null=True, help_text=_("The office that removes the cause."))

    class Meta:
        model = Topic
        fields: Iterable[str] = (
            "number",
            "url",
            "matter",
            "area",
            "cell",
            "state",
            "office",
            "remover",
            "cause",
            "language",
            "remove_by",
            "due_at",
            "opened_at",
            "named_at",
            "closed_at",
            "reopened",
        )
        read_only_fields = fields

    def get_url(self, topic: Topic) -> str:
        """Where people read it."""
        return f"{settings.SITE_URL}/topics/{topic.number}/"


class TopicStepShape(Fields):
    """One step of a topic's story; `side` is decide, act, or calendar for what happened by itself."""

    title = serializers.CharField()
    side = serializers.CharField()
    at = serializers.DateTimeField()
    office = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()


class TopicWhole(TopicInList):
    """A topic with its story and its public cases."""

    steps = serializers.SerializerMethodField()
    cases = serializers.SerializerMethodField()

    class Meta(TopicInList.Meta):
        fields = (*TopicInList.Meta.fields, "steps", "cases")
        read_only_fields = fields

    @extend_schema_field(TopicStepShape(many=True))
    def get_steps(self, topic: Topic) -> Any:
        """What happened, the first step first."""
        return TopicStepShape(story_of(topic), many=True).data

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_cases(self, topic: Topic) -> list[str]:
        """The numbers of its public cases, the newest first."""
        return list(cases_of(topic, STRANGER).newest().values_list("number", flat=True)[:200])


class SupportDone(Fields):
    """Whether somebody stands behind a case now."""

    number = serializers.CharField()
    is_counted = serializers.BooleanField()
    supports = serializers.IntegerField(allow_null=True, help_text=_("How many do; null where that is not public yet."))


class SimilarAsked(Fields):
    """A report about to be sent: the point, the matter, the words; whatever is known of it."""

    lat = Degrees(required=False, min_value=-90, max_value=90)
    lon = Degrees(required=False, min_value=-180, max_value=180)
    matter = serializers.CharField(required=False, allow_blank=True, max_length=20)
    component = serializers.CharField(required=False, allow_blank=True, max_length=40)
    text = serializers.CharField(required=False, allow_blank=True, max_length=TEXT_LONGEST)


class SimilarShape(Fields):
    """A case that a report may be the same as. Of one that nobody has screened only matter, cell and hour."""

    number = serializers.CharField(source="case.number")
    url = serializers.SerializerMethodField()
    reading = serializers.SerializerMethodField()
    title = serializers.CharField(source="case.shown_title")
    matter = CodeAndName(source="case.matter", allow_null=True)
    cell = serializers.SerializerMethodField()
    metres = serializers.IntegerField(allow_null=True, help_text=_("From the point asked about; null where unknown."))
    filed_at = serializers.SerializerMethodField()
    state = serializers.CharField(source="case.state")
    is_open = serializers.BooleanField(help_text=_("A closed one cannot be joined; it may have come back."))
    supports = serializers.SerializerMethodField()

    def get_url(self, one: Suggestion) -> str:
        """Where people read the case."""
        return page_of_case(one.case.number)

    def get_reading(self, one: Suggestion) -> str:
        """public, or bare for one that nobody has screened."""
        return "bare" if one.glimpse else "public"

    @extend_schema_field({"type": "string", "nullable": True})
    def get_cell(self, one: Suggestion) -> str | None:
        """The cell of the grid, of one that nobody has screened."""
        return one.glimpse.cell.code if one.glimpse and one.glimpse.cell else None

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_filed_at(self, one: Suggestion) -> Any:
        """When it came in; to the hour for one that nobody has screened."""
        return one.glimpse.hour if one.glimpse else one.case.filed_at

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_supports(self, one: Suggestion) -> int | None:
        """How many say “mine too”; null where that is not public yet."""
        return one.case.supports_shown if one.case.is_public else None
