"""What a program says for a resident after the answer, or for whoever is named or shown. Limits are the rules' own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from civic.cases.models import Line
from civic.cases.rules import Verdict
from civic.cases.rules.objections import Concern, Decision, Remedy, SpeaksFor
from civic.lib.shapes import CodeAndName, Done


@extend_schema_field({"type": "string", "enum": [verdict.value for verdict in Verdict if verdict.value]})
class SolvedField(serializers.CharField):
    """Was it solved?"""


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": 5, "nullable": True})
class StarsField(serializers.IntegerField):
    """One to five."""


@extend_schema_field({"type": "string", "maxLength": 1000, "nullable": True})
class CommentField(serializers.CharField):
    """Words beside a rating."""


@extend_schema_field({"type": "string", "maxLength": 2000})
class ReasonField(serializers.CharField):
    """Why the resident does not agree."""


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Not solved",
            request_only=True,
            value={"solved": "no", "result": 1, "attitude": 4, "speed": 3, "text": "晚上还是不亮。"},
        )
    ]
)
class RatingShape(serializers.Serializer[Any]):
    """What the resident says of the answer. Silence is never counted as yes."""

    solved = SolvedField(allow_blank=True)
    result = StarsField(required=False, allow_null=True)
    attitude = StarsField(required=False, allow_null=True)
    speed = StarsField(required=False, allow_null=True)
    text = CommentField(required=False, allow_blank=True, allow_null=True, trim_whitespace=False)


class RatingWithPhotos(RatingShape):
    """The same as a form, with photos of how it looks now."""

    photo = serializers.ListField(child=serializers.FileField(), required=False)


class WordShape(serializers.Serializer[Any]):
    """What the resident says of the answer before it is checked."""

    solved = SolvedField(allow_blank=True)
    text = CommentField(required=False, allow_blank=True, allow_null=True, trim_whitespace=False)


class WordDone(Done):
    """The word as it is kept; `sends_back` says whether the case went back to the office with it."""

    solved = serializers.CharField(source="facts.solved")
    sends_back = serializers.BooleanField(source="facts.sends_back")


class RatingDone(Done):
    """The rating as it stands; `reopens` says whether it opened the case again, `mend_until` by when the office has to
    put it right, `turn` whether it is the one after that."""

    solved = serializers.CharField(source="facts.solved")
    reopens = serializers.BooleanField(source="facts.reopens")
    turn = serializers.IntegerField(source="facts.turn")
    mend_until = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_mend_until(self, line: Line) -> str | None:
        """By when."""
        until: str | None = line.facts.get("mend_until")
        return until


@extend_schema_serializer(
    examples=[OpenApiExample("Appeal", request_only=True, value={"text": "答复说已更换，现场没有。"})]
)
class AppealShape(serializers.Serializer[Any]):
    """Why the resident does not agree."""

    text = ReasonField(allow_blank=True, trim_whitespace=False)


class AppealDone(Done):
    """The appeal: at which of its two steps, who decides, and by when."""

    step = serializers.IntegerField()
    office = CodeAndName()
    decide_by = serializers.DateTimeField()


@extend_schema_field({"type": "string", "enum": [concern.value for concern in Concern]})
class ConcernField(serializers.CharField):
    """What somebody objects to."""


@extend_schema_field({"type": "string", "enum": [who.value for who in SpeaksFor], "nullable": True})
class SpeaksForField(serializers.CharField):
    """For whom somebody objects."""


class ContactOfObjector(serializers.Serializer[Any]):
    """How whoever objects can be reached; sealed."""

    email = serializers.CharField(required=False, allow_blank=True, allow_null=True)
    phone = serializers.CharField(required=False, allow_blank=True, allow_null=True)


@extend_schema_serializer(
    examples=[OpenApiExample("A name", request_only=True, value={"concern": "data", "quote": "周小燕"})]
)
class ObjectionShape(serializers.Serializer[Any]):
    """What is wrong in a public case, and where it stands."""

    concern = ConcernField(allow_blank=True)
    words = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, trim_whitespace=False, help_text=_("Up to 2,000 characters.")
    )
    quote = serializers.CharField(
        required=False, allow_blank=True, allow_null=True, help_text=_("The words on the page, exactly as they stand.")
    )
    photos = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=50,
        help_text=_("The keys of the photos in which somebody can be seen."),
    )
    speaks_for = SpeaksForField(required=False, allow_null=True)
    contact = ContactOfObjector(required=False, allow_null=True)


class ObjectionDone(serializers.Serializer[Any]):
    """The receipt of an objection. The code is shown here only."""

    number = serializers.CharField(source="objection.case.number")
    tracking_code = serializers.CharField(source="code")
    decide_by = serializers.DateTimeField(source="objection.due_at")
    hidden = serializers.IntegerField(help_text=_("How many things left the page at once."))


class ObjectionStands(serializers.Serializer[Any]):
    """What became of an objection."""

    number = serializers.CharField(source="case.number")
    concern = serializers.ChoiceField(choices=Concern.choices)
    at = serializers.DateTimeField()
    decide_by = serializers.DateTimeField(source="due_at")
    decision = serializers.ChoiceField(choices=[("", ""), *Decision.choices])
    remedy = serializers.ChoiceField(choices=[("", ""), *Remedy.choices])
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField(allow_null=True)
