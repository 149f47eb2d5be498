"""What is asked and answered before a report is sent: similar ones, and support."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic.cases.queries import Past, Suggestion
from civic.cases.rules import Kind
from civic.cases.rules.report import TEXT_LONGEST
from civic.cases.serializers.fields import Degrees, Fields
from civic.lib.shapes import CodeAndName, page_of_case


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
    kind = serializers.ChoiceField(
        choices=Kind.choices,
        required=False,
        help_text=_("Of a suggestion it is told too what was suggested before and came to its end."),
    )


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
    outcome = serializers.SerializerMethodField(help_text=_("Of a suggestion that ended: what became of it."))
    past_round = serializers.SerializerMethodField(help_text=_("Of a suggestion that ended: the name of its round."))
    answer = serializers.SerializerMethodField(help_text=_("Of a suggestion that ended: what was answered."))

    def get_url(self, one: Suggestion | Past) -> str:
        """Where people read the case."""
        return page_of_case(one.case.number)

    def get_reading(self, one: Suggestion | Past) -> str:
        """public, or bare for one that nobody has screened."""
        return "bare" if one.glimpse else "public"

    @extend_schema_field({"type": "string", "nullable": True})
    def get_cell(self, one: Suggestion | Past) -> str | None:
        """The cell of the grid, of one that nobody has screened."""
        return one.glimpse.cell.code if one.glimpse and one.glimpse.cell else None

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_filed_at(self, one: Suggestion | Past) -> Any:
        """When it came in; to the hour for one that nobody has screened."""
        return one.glimpse.hour if one.glimpse else one.case.filed_at

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_supports(self, one: Suggestion | Past) -> int | None:
        """How many say “mine too”; null where that is not public yet."""
        return one.case.supports_shown if one.case.is_public else None

    def get_outcome(self, one: Suggestion | Past) -> str:
        """What became of it."""
        return one.case.outcome if isinstance(one, Past) else ""

    def get_past_round(self, one: Suggestion | Past) -> str:
        """For which round it was handed in, as far as everybody may read of it."""
        return one.round_name if isinstance(one, Past) else ""

    def get_answer(self, one: Suggestion | Past) -> str:
        """What was answered."""
        return one.answer if isinstance(one, Past) else ""
