"""Suggestions and rounds as programs read them."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic.cases.models import Case
from civic.cases.rules import Outcome, State
from civic.cases.rules.points import Weight
from civic.suggestions.models import Round
from civic.suggestions.queries import Original, Together, facts_of
from civic.suggestions.queries.taken_over import likes_of, taken_from
from civic.suggestions.rules.phases import Phase, opened_in
from civic.suggestions.rules.states import stands


class _Fields(serializers.Serializer[Any]):
    """Only read."""


class Named(_Fields):
    """A code and a name in the reader's language."""

    code = serializers.CharField()
    name = serializers.CharField()


class SuggestionInList(_Fields):
    """A suggestion as a list prints it."""

    number = serializers.CharField()
    url = serializers.SerializerMethodField()
    title = serializers.CharField(source="shown_title")
    language = serializers.CharField(help_text=_("Of the title and the text, as they were written."))
    state = serializers.ChoiceField(choices=State.choices)
    stands = serializers.SerializerMethodField(help_text=_("The state in the public's words, as the filter names it."))
    outcome = serializers.ChoiceField(choices=[("", ""), *Outcome.choices])
    matter = Named(allow_null=True)
    area = Named(allow_null=True)
    office = Named(allow_null=True)
    round = serializers.SerializerMethodField(help_text=_("The slug of its round; null in the standing box."))
    lat = serializers.FloatField(allow_null=True)
    lon = serializers.FloatField(allow_null=True)
    filed_at = serializers.DateTimeField()
    supports = serializers.IntegerField(
        source="supports_shown", allow_null=True, help_text=_("Null while a round keeps it from everybody.")
    )
    needed = serializers.SerializerMethodField(help_text=_("So many oblige an answer; null before it is opened."))
    support_from = serializers.SerializerMethodField()
    support_until = serializers.SerializerMethodField()
    reached_at = serializers.SerializerMethodField(help_text=_("When enough stood behind it; null while hidden."))
    answer_due_at = serializers.DateTimeField(
        allow_null=True, help_text=_("An office has to answer by then; null before it is called for.")
    )
    answered_at = serializers.DateTimeField(allow_null=True)
    taken_from = serializers.SerializerMethodField(
        help_text=_("The earlier platform it was handed in on; empty for what was handed in here.")
    )
    likes_at_source = serializers.SerializerMethodField(
        help_text=_("Likes it had there. They are no supports, and oblige nobody. Null where none were told.")
    )

    def get_taken_from(self, case: Case) -> str:
        """The platform it was taken over from."""
        return taken_from(case)

    def get_likes_at_source(self, case: Case) -> int | None:
        """Likes at the source."""
        return likes_of(case)

    def get_url(self, case: Case) -> str:
        """Where people read it."""
        return f"{settings.SITE_URL}/suggestions/{case.number}/"

    def get_stands(self, case: Case) -> str:
        """As the filter names it."""
        return stands(case.state, case.outcome)

    def get_round(self, case: Case) -> str | None:
        """The slug of its round."""
        return case.invitation.slug if case.invitation and case.invitation.shown_at else None

    def get_needed(self, case: Case) -> int | None:
        """How many oblige an answer."""
        facts = facts_of(case)
        return facts.needed if facts else None

    def get_support_from(self, case: Case) -> str | None:
        """From when on it is supported."""
        facts = facts_of(case)
        return facts.support_from.isoformat() if facts else None

    def get_support_until(self, case: Case) -> str | None:
        """Until when it is supported."""
        facts = facts_of(case)
        return facts.support_until.isoformat() if facts else None

    def get_reached_at(self, case: Case) -> str | None:
        """When enough stood behind it."""
        facts = facts_of(case)
        return facts.reached_at.isoformat() if facts and facts.reached_at and not case.hides_supports else None


class OtherShape(_Fields):
    """Another suggestion that hangs together with this one."""

    number = serializers.CharField(source="case.number")
    title = serializers.CharField()
    supports = serializers.IntegerField(source="case.supports_shown", allow_null=True)


class PointShape(_Fields):
    """A point and how it weighed."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    language = serializers.CharField()
    weight = serializers.ChoiceField(choices=[("", ""), *Weight.choices], help_text=_("Empty before the answer."))
    reason = serializers.CharField()


class PointsShape(_Fields):
    """The points of one round."""

    round = serializers.IntegerField()
    answered_at = serializers.DateTimeField(allow_null=True)
    points = PointShape(many=True)


class AssessedShape(_Fields):
    """One part of an assessment that the answer tells."""

    name = serializers.CharField()
    text = serializers.CharField()
    language = serializers.CharField()
    cost = serializers.CharField(allow_null=True, help_text=_("In yuan, of the cost; empty where it costs nothing."))


class ToldShape(_Fields):
    """What the answer tells of an assessment."""

    office = Named()
    given_at = serializers.DateTimeField()
    parts = AssessedShape(many=True)


class SuggestionWhole(SuggestionInList):
    """One suggestion."""

    text = serializers.CharField(source="public_text")
    address = serializers.CharField(source="public_address")
    is_counted = serializers.SerializerMethodField(help_text=_("Do you stand behind it? Null for strangers."))
    joined_with = serializers.SerializerMethodField(
        help_text=_("It is answered together with this one; null by itself.")
    )
    originals = serializers.SerializerMethodField(help_text=_("Those joined with it. Supports stay with each of them."))
    persons_in_all = serializers.SerializerMethodField(
        help_text=_("Behind it and what was joined with it, each person once; null where nothing was, or while hidden.")
    )
    pieces = serializers.SerializerMethodField(help_text=_("Into which it was divided."))
    piece_of = serializers.SerializerMethodField(help_text=_("Out of which the city wrote it; null for all others."))

    weighed = serializers.SerializerMethodField(help_text=_("Its points, and how each weighed in the answer."))
    assessments = serializers.SerializerMethodField(help_text=_("What the answer tells of what offices said."))

    @extend_schema_field(PointsShape(many=True))
    def get_weighed(self, case: Case) -> Any:
        """Its points by round."""
        return PointsShape(self.context["weighed"].points, many=True).data

    @extend_schema_field(ToldShape(many=True))
    def get_assessments(self, case: Case) -> Any:
        """What the answer took over."""
        return ToldShape(self.context["weighed"].told, many=True).data

    def get_is_counted(self, case: Case) -> bool | None:
        """Whether whoever asks is counted."""
        counted: bool | None = self.context.get("is_counted")
        return counted

    @extend_schema_field(OtherShape(allow_null=True))
    def get_joined_with(self, case: Case) -> Any:
        """With what it is answered."""
        return self._other(self._together.lead)

    @extend_schema_field(OtherShape(many=True))
    def get_originals(self, case: Case) -> Any:
        """What was joined with it."""
        return OtherShape(self._together.originals, many=True).data

    def get_persons_in_all(self, case: Case) -> int | None:
        """Behind all of them."""
        return self._together.in_all

    @extend_schema_field(OtherShape(many=True))
    def get_pieces(self, case: Case) -> Any:
        """Into which it was divided."""
        return OtherShape(self._together.pieces, many=True).data

    @extend_schema_field(OtherShape(allow_null=True))
    def get_piece_of(self, case: Case) -> Any:
        """Out of which it was written."""
        return self._other(self._together.whole)

    @property
    def _together(self) -> Together:
        found: Together = self.context["together"]
        return found

    def _other(self, one: Original | None) -> Any:
        return OtherShape(one).data if one else None


class SupportedShape(_Fields):
    """What came of a support."""

    number = serializers.CharField()
    is_counted = serializers.BooleanField(help_text=_("Whether you are counted now."))
    supports = serializers.IntegerField(allow_null=True, help_text=_("How many are; null while that is hidden."))


class Allowed(_Fields):
    """One thing that is open in a phase, and to whom."""

    doing = serializers.CharField()
    who = serializers.CharField()


class PhaseShape(_Fields):
    """A phase with its days and the table of what is open in it."""

    phase = serializers.ChoiceField(choices=Phase.choices)
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    allows = serializers.SerializerMethodField()

    def get_allows(self, span: Any) -> list[dict[str, str]]:
        """What is open to whom."""
        opens = opened_in(Phase(span.phase), talks=self.context.get("talks", False))
        return [{"doing": doing.value, "who": who.value} for doing, who in opens.items()]


class RoundShape(_Fields):
    """A round."""

    slug = serializers.CharField()
    url = serializers.SerializerMethodField()
    name = serializers.CharField()
    topic = serializers.CharField()
    then = serializers.CharField(help_text=_("What happens with the suggestions."))
    area = Named(allow_null=True)
    matter = Named(allow_null=True)
    office = Named()
    opens_at = serializers.DateTimeField(help_text=_("From then on something may be handed in."))
    closes_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    hides_count = serializers.BooleanField()
    talks = serializers.BooleanField(help_text=_("People may comment under its suggestions in the phases that say so."))
    taken_from = serializers.CharField(help_text=_("The earlier platform it was held on; empty for rounds held here."))
    phases = serializers.SerializerMethodField()

    @extend_schema_field(PhaseShape(many=True))
    def get_phases(self, known: Round) -> Any:
        """Its phases, with what each opens."""
        return PhaseShape(known.spans, many=True, context={"talks": known.talks}).data

    def get_url(self, known: Round) -> str:
        """Where people read it."""
        return f"{settings.SITE_URL}/suggestions/rounds/{known.slug}/"


class ThresholdShape(_Fields):
    """How many supporters oblige an answer in an area."""

    area = Named()
    needed = serializers.IntegerField(source="obliges.needed", help_text=_("So many supporters oblige an answer."))
    answer_days = serializers.IntegerField(source="obliges.answer_days", help_text=_("Working days for the answer."))
    support_days = serializers.IntegerField(
        source="obliges.support_days", help_text=_("Calendar days in which support is collected, outside of rounds.")
    )
    set_in = serializers.CharField(
        source="source", help_text=_("The code of the area whose numbers these are; empty where nobody has set any.")
    )
    changes_on = serializers.DateField(
        source="next.since", allow_null=True, default=None, help_text=_("The next day on which this area changes them.")
    )
