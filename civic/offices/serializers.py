"""How programs read the catalogue of matters and the offices."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.lib.shapes import CodeAndName, Names
from civic.offices.models import Matter, Office, OfficeKind


class MatterShape(serializers.ModelSerializer[Matter]):
    """What a case can be about, and what the city promises for it."""

    name = serializers.CharField(read_only=True, help_text=_("In the language of the request."))
    names = Names(source="*", read_only=True)

    class Meta:
        model = Matter
        fields = ("code", "name", "names", "family", "answer_days", "reopen_days", "appeal_days")
        read_only_fields = fields
        extra_kwargs = {
            "answer_days": {"help_text": _("Working days until the answer.")},
            "reopen_days": {"help_text": _("Calendar days in which “not solved” opens a case again.")},
            "appeal_days": {"help_text": _("Calendar days in which an answer may be appealed.")},
        }


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
