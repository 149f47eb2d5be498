"""How a case reads to programs."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic.cases.models import Case
from civic.cases.queries import (
    Glimpse,
    glimpse_of,
    parts_of,
    promised,
    public_parent,
    words_as_they_read,
)
from civic.cases.rules import Hand, Kind, Outcome, State, Verdict, next_step, open_moves
from civic.cases.serializers.fields import Fields
from civic.lib.shapes import CodeAndName, page_of_case


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


def as_whole(case: Case, reading: str) -> dict[str, Any]:
    """A case in the shape of one reading."""
    if reading == "bare":
        return CaseBare(glimpse_of(case)).data
    shape = CasePublic if reading == "public" else CaseWhole
    return shape(case, context={"reading": reading}).data
