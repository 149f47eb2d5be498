"""Fields that say what they take."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from civic.cases.rules import Kind
from civic.cases.rules.report import ADDRESS_LONGEST, LANGUAGES, TEXT_LONGEST, TEXT_SHORTEST, TITLE_LONGEST

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
