"""How programs read the city's areas, and where a point lies."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.lib.shapes import CodeAndName, Names
from civic.places.models import Area, AreaKind


class AreaShape(serializers.ModelSerializer[Area]):
    """A city, district, street or community."""

    name = serializers.CharField(read_only=True, help_text=_("In the language of the request."))
    names = Names(source="*", read_only=True)
    kind = serializers.ChoiceField(choices=AreaKind.choices, read_only=True)
    parent = serializers.SlugRelatedField[Area](slug_field="code", read_only=True, allow_null=True)  # type: ignore[assignment]  # a field called parent

    class Meta:
        model = Area
        fields = ("code", "name", "names", "kind", "parent", "path")
        read_only_fields = fields


class CellOfPoint(serializers.Serializer[Any]):
    """A cell of the management grid."""

    code = serializers.CharField()
    layer = serializers.CharField()
    area = CodeAndName()


class PointAsked(serializers.Serializer[Any]):
    """A point in WGS84."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)


class WherePoint(serializers.Serializer[Any]):
    """Where a point lies: the deepest area that holds it, and its cell, as far as the city has drawn them."""

    inside = serializers.BooleanField(help_text=_("Does it lie in the city?"))
    area = CodeAndName(allow_null=True)
    results = CellOfPoint(many=True, help_text=_("The cell, or nothing."))
