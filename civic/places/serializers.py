"""How programs read the city's areas, and where a point lies."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic.lib.shapes import CodeAndName, Names
from civic.places.models import Area, AreaKind, Component, ComponentState
from civic.places.queries import METRES_MOST, page_of


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


class AreasAsked(serializers.Serializer[Any]):
    """Which areas to list."""

    kind = serializers.ChoiceField(choices=AreaKind.choices, required=False)
    parent = serializers.CharField(  # type: ignore[assignment]  # a field called parent
        max_length=12, required=False, help_text=_("The code of the area right above.")
    )


class CellOfPoint(serializers.Serializer[Any]):
    """A cell of one layer of the grid."""

    code = serializers.CharField()
    layer = serializers.CharField(source="layer_id", help_text=_("`management`, `social` and what else the city has."))
    area = CodeAndName()
    grade = serializers.IntegerField(help_text=_("1 is kept best and answered fastest, 3 least."))


class PointAsked(serializers.Serializer[Any]):
    """A point in WGS84."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)


class WherePoint(serializers.Serializer[Any]):
    """Where a point lies: the deepest area that holds it, and its cells, as far as the city has drawn them."""

    inside = serializers.BooleanField(help_text=_("Does it lie in the city?"))
    area = CodeAndName(allow_null=True)
    results = CellOfPoint(many=True, help_text=_("One cell a layer, the layers in their order."))


class KindShape(serializers.Serializer[Any]):
    """A class of components; its code counts only together with the standard and the edition."""

    standard = serializers.CharField()
    edition = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()


class ComponentShape(serializers.ModelSerializer[Component]):
    """A piece of street furniture, what it is, where it stands and who keeps it."""

    kind = KindShape(read_only=True)
    area = CodeAndName(read_only=True, allow_null=True)
    cell = serializers.CharField(source="cell.code", read_only=True, default=None, allow_null=True)
    owner = CodeAndName(read_only=True, allow_null=True)
    competent = CodeAndName(read_only=True, allow_null=True, help_text=_("The responsible body."))
    maintainer = CodeAndName(read_only=True, allow_null=True)
    state = serializers.ChoiceField(choices=ComponentState.choices, read_only=True)
    page = serializers.SerializerMethodField(help_text=_("Where people read it; its plate leads there."))

    class Meta:
        model = Component
        fields = (
            "code",
            "kind",
            "lat",
            "lon",
            "address",
            "area",
            "cell",
            "owner",
            "competent",
            "maintainer",
            "state",
            "installed_on",
            "surveyed_on",
            "material",
            "model",
            "page",
        )
        read_only_fields = fields

    def get_page(self, component: Component) -> str:
        """The whole address of its page."""
        return page_of(component)


class NearShape(serializers.Serializer[Any]):
    """A component near a point."""

    code = serializers.CharField(source="component.code")
    kind = KindShape(source="component.kind")
    lat = serializers.FloatField(source="component.lat")
    lon = serializers.FloatField(source="component.lon")
    address = serializers.CharField(source="component.address")
    state = serializers.ChoiceField(source="component.state", choices=ComponentState.choices)
    metres = serializers.FloatField(help_text=_("From the point asked for."))


class NearAsked(PointAsked):
    """A point in WGS84, how far around it, and which class."""

    metres = serializers.FloatField(min_value=1, max_value=METRES_MOST, default=20)
    kind = serializers.CharField(
        max_length=12, default="", allow_blank=True, help_text=_("The code of a class, such as 0118.")
    )


class NearList(serializers.Serializer[Any]):
    """What stands near a point, the nearest first."""

    results = NearShape(many=True)
