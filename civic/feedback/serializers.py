"""What a program says for a resident after the answer: a rating, an appeal. Limits are the rules' own."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from civic.cases.rules import Verdict
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


class WordShape(serializers.Serializer[Any]):
    """What the resident says of the answer before it is checked."""

    solved = SolvedField(allow_blank=True)
    text = CommentField(required=False, allow_blank=True, allow_null=True, trim_whitespace=False)


class WordDone(Done):
    """The word as it is kept; `sends_back` says whether the case went back to the office with it."""

    solved = serializers.CharField(source="facts.solved")
    sends_back = serializers.BooleanField(source="facts.sends_back")


class RatingDone(Done):
    """The rating as it stands; `reopens` says whether it opened the case again."""

    solved = serializers.CharField(source="facts.solved")
    reopens = serializers.BooleanField(source="facts.reopens")


@extend_schema_serializer(
    examples=[OpenApiExample("Appeal", request_only=True, value={"text": "答复说已更换，现场没有。"})]
)
class AppealShape(serializers.Serializer[Any]):
    """Why the resident does not agree."""

    text = ReasonField(allow_blank=True, trim_whitespace=False)


class AppealDone(Done):
    """The appeal: which office decides, and by when."""

    office = CodeAndName()
    decide_by = serializers.DateTimeField()
