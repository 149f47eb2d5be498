"""How programs read the catalogue of matters and the offices."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.lib.shapes import CodeAndName, Names
from civic.offices.models import Limit, Matter, Office, OfficeKind, Stage
from civic.offices.queries import Worded, worded
from civic.offices.rules import (
    RETURNING,
    TEXTS,
    Option,
    Privacy,
    Question,
    QuestionKind,
    ShownWhen,
    TagKind,
    Unit,
    said_in,
)


class InLanguage(serializers.CharField):
    """A text kept in the city's languages, told in that of the request."""

    def to_representation(self, value: Mapping[str, str]) -> str:  # type: ignore[override]  # kept as a mapping
        return said_in(value, get_language() or "en")


class MatterTexts(serializers.Serializer[Worded]):
    """What is written of a matter, in the language of the request; empty where nothing is."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {name: serializers.CharField(help_text=heading) for name, heading in TEXTS.items()}


class OptionShape(serializers.Serializer[Option]):
    """One thing to choose."""

    key = serializers.CharField()
    label = InLanguage(help_text=_("In the language of the request."))  # type: ignore[assignment]  # the field's own word


class ShownWhenShape(serializers.Serializer[ShownWhen]):
    """The earlier question and its option for which a question waits."""

    key = serializers.CharField()
    value = serializers.CharField()


class QuestionShape(serializers.Serializer[Question]):
    """What a matter asks beyond words and place; a report answers under the key."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    label = InLanguage(help_text=_("In the language of the request."))  # type: ignore[assignment]  # the field's own word
    hint = InLanguage()
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]  # the field's own word
    options = OptionShape(many=True)
    shown_when = ShownWhenShape(allow_null=True)
    component = serializers.CharField(help_text=_("The class a thing must be of; empty for anything."))


class StageShape(serializers.Serializer[Stage]):
    """One stage of a limit."""

    key = serializers.CharField()
    name = serializers.CharField(help_text=_("In the language of the request."))
    amount = serializers.IntegerField()
    unit = serializers.ChoiceField(choices=Unit.choices)


class LimitShape(serializers.Serializer[Limit]):
    """How fast, in a condition at places of a grade."""

    condition = serializers.CharField(help_text=_("Empty for the usual case."))
    name = serializers.CharField(help_text=_("In the language of the request."))
    grade = serializers.IntegerField(help_text=_("Of the cell; 0 for any."))
    stages = StageShape(many=True)


class MatterShape(serializers.ModelSerializer[Matter]):
    """What a case can be about, what is asked for it, and what the city promises."""

    name = serializers.CharField(read_only=True, help_text=_("In the language of the request."))
    names = Names(source="*", read_only=True)
    privacy = serializers.ChoiceField(choices=Privacy.choices, read_only=True)
    function = serializers.SerializerMethodField(help_text=_("The function of the bureau; empty where none is named."))
    tags = serializers.SerializerMethodField()
    texts = MatterTexts(source="said", read_only=True)
    calls = serializers.ListField(source="said.calls", child=serializers.CharField(), read_only=True)
    questions = QuestionShape(source="said.questions", many=True, read_only=True)
    limits = LimitShape(many=True, read_only=True)

    class Meta:
        model = Matter
        fields = (
            "code",
            "name",
            "names",
            "family",
            "standard",
            "edition",
            "standard_code",
            "function",
            "tags",
            "privacy",
            "is_read_twice",
            "is_signed",
            "limits",
            "answer_days",
            "reopen_days",
            "appeal_days",
            *RETURNING,
            "repair_days",
            "returns_often",
            "texts",
            "calls",
            "questions",
        )
        read_only_fields = fields
        extra_kwargs = {
            "is_read_twice": {"help_text": _("A colleague reads an answer before it goes out.")},
            "is_signed": {"help_text": _("The head of the office signs an answer.")},
            "answer_days": {"help_text": _("Working days until the answer.")},
            "reopen_days": {"help_text": _("Calendar days in which “not solved” opens a case again.")},
            "appeal_days": {"help_text": _("Calendar days in which an answer may be appealed.")},
            "rebound_metres": {"help_text": _("A new case of the matter so near a closed one has come back …")},
            "rebound_days": {"help_text": _("… when it was filed within so many calendar days after that was closed.")},
            "topic_returns": {"help_text": _("So many of them open a root-cause topic …")},
            "topic_days": {"help_text": _("… within so many calendar days.")},
            "cause_days": {"help_text": _("Working days in which the committee then names the cause.")},
            "repair_days": {"help_text": _("Working days to put it right after a bad rating.")},
            "returns_often": {"help_text": _("Whoever reported it is asked again after 30 days.")},
        }

    def get_function(self, matter: Matter) -> str:
        """Its code."""
        return next((tag.code for tag in matter.tags.all() if tag.kind == TagKind.FUNCTION), "")

    def get_tags(self, matter: Matter) -> list[str]:
        """The codes of the others."""
        return [tag.code for tag in matter.tags.all() if tag.kind != TagKind.FUNCTION and tag.is_active]

    def to_representation(self, instance: Matter) -> Any:
        """Its wording is read once for all the fields that tell of it."""
        instance.said = worded(instance.wording)  # type: ignore[attr-defined]
        return super().to_representation(instance)


class OfficeShape(serializers.ModelSerializer[Office]):
    """A body that answers, commands, checks or reviews."""

    name = serializers.CharField(read_only=True, help_text=_("In the language of the request."))
    names = Names(source="*", read_only=True)
    kind = serializers.ChoiceField(choices=OfficeKind.choices, read_only=True)
    area = CodeAndName(read_only=True, allow_null=True)
    reviewed_by = serializers.SlugRelatedField[Office](slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Office
        fields = ("code", "name", "names", "kind", "area", "is_reviewing", "reviewed_by", "contact_line")
        read_only_fields = fields
