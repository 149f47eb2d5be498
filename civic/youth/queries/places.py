"""Where children propose something: cells of the grid that are large enough, and places in words; never a point."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F

from civic.places.models import Area, Cell
from civic.youth.models import Edition
from civic.youth.queries.public import public_proposals

CELL_LEAST_M2 = 40_000  # a smaller cell could be one house: its proposals are told by their community alone
CELLS_MOST, PLACES_MOST = 400, 200


@dataclass(frozen=True)
class Place:
    """A community, in words, with how many proposals lie in it."""

    code: str
    name: str
    within: str
    count: int


def places_of(edition: Edition) -> list[Place]:
    """The communities with proposals, in the order of the grid, which is no ranking. Two queries."""
    rows = public_proposals(edition).filter(cell__isnull=False).values("cell__area").annotate(many=Count("pk"))
    counts = dict(rows.order_by().values_list("cell__area", "many"))
    areas = Area.objects.filter(pk__in=counts).select_related("parent").order_by("path")[:PLACES_MOST]
    return [Place(area.code, area.name, area.parent.name if area.parent else "", counts[area.pk]) for area in areas]


def nowhere_count(edition: Edition) -> int:
    """How many are about no place."""
    return public_proposals(edition).filter(cell__isnull=True).count()


def cells_of(edition: Edition) -> dict[str, Any]:
    """The outlines of the cells with proposals, as one GeoJSON geometry; empty where there is none. One query."""
    keys = public_proposals(edition).filter(cell__area_m2__gte=CELL_LEAST_M2).order_by().values("cell")
    shapes = Cell.objects.filter(pk__in=keys).order_by(F("code")).values_list("polygon", flat=True)[:CELLS_MOST]
    return {"type": "GeometryCollection", "geometries": list(shapes)}
