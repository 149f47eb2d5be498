"""How programs read the figures."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.insights.queries.figures import Row, Table
from civic.insights.queries.finding import Group, Hit
from civic.insights.rules import MEASURES, Rate, Tally
from civic.insights.rules.columns import MEANS
from civic.insights.rules.rates import COUNTS


class RateShape(serializers.Serializer[Rate]):
    """A rate with its parts."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    percent = serializers.IntegerField(allow_null=True, help_text=_("Nothing while fewer than ten stand behind it."))
    too_few = serializers.BooleanField(source="is_few")


class RatesShape(serializers.Serializer[Any]):
    """Every published rate."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {measure.key: RateShape(help_text=measure.formula) for measure in MEASURES}


class CountsShape(serializers.Serializer[Tally]):
    """The counts behind the rates."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            name: serializers.IntegerField(help_text=MEANS["due_count" if name == "due" else name]) for name in COUNTS
        }


class ScoreRowShape(serializers.Serializer[Row]):
    """An area, an office, a month or a language."""

    code = serializers.CharField(help_text=_("Of the area, the office, the month or the language; “none” for unknown."))
    name = serializers.CharField(source="label", help_text=_("In the language of the request."))
    counts = CountsShape(source="tally")
    rates = RatesShape(source="tally.rates")


class ScoresShape(serializers.Serializer[Table]):
    """The figures of one question."""

    month = serializers.SerializerMethodField()
    by = serializers.CharField(source="asked.by")
    counted_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(
        allow_null=True, help_text=_("Since then each change is written down as a correction.")
    )
    counts = CountsShape(source="total")
    rates = RatesShape(source="total.rates")
    rows = ScoreRowShape(many=True)

    def get_month(self, table: Table) -> str:
        """The month as year and number."""
        return f"{table.asked.month:%Y-%m}"


class HitShape(serializers.Serializer[Hit]):
    """One thing that was found."""

    title = serializers.CharField(source="title_words")
    url = serializers.SerializerMethodField()
    text = serializers.CharField(source="text_words", help_text=_("A piece of it around what was looked for."))
    language = serializers.CharField(help_text=_("The language of title and text; empty where it is the reader's."))
    text_language = serializers.CharField(help_text=_("The language of the text, where it is not that of the title."))
    at = serializers.SerializerMethodField()

    def get_url(self, hit: Hit) -> str:
        """Where it is read."""
        return f"{settings.SITE_URL}{hit.url}"

    def get_at(self, hit: Hit) -> str | None:
        """The first day of a guide, the moment of an answer, a report, a promise, a topic or a child's proposal."""
        return hit.at.isoformat() if hit.at else None


class GroupShape(serializers.Serializer[Group]):
    """What was found of one sort."""

    kind = serializers.CharField(source="key")
    count = serializers.IntegerField(help_text=_("Up to 100; `has_more` tells whether there are more."))
    has_more = serializers.BooleanField()
    has_next = serializers.BooleanField(help_text=_("Whether `page` plus one has further results of this kind."))
    results = HitShape(source="hits", many=True)


class FoundShape(serializers.Serializer[Any]):
    """What holds the words, by kind."""

    q = serializers.CharField()
    groups = GroupShape(many=True)
