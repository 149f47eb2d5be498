"""Where help is wanted this week: cells of the grid, and places in words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civic.places.models import Area, Cell
from civic.shifts.models import Shift
from civic.shifts.queries.listing import WEEK

CELLS_MOST = 400


@dataclass(frozen=True)
class Place:
    """A community with shifts to come."""

    code: str
    name: str
    within: str
    count: int


def places_with_shifts(at: datetime) -> list[Place]:
    """The areas with shifts this week, in the order of the grid. Two statements."""
    areas = _ahead(at).filter(activity__area__isnull=False).values_list("activity__area", flat=True)
    counts = Counter(areas.order_by())
    rows = Area.objects.filter(pk__in=list(counts)).select_related("parent").order_by("path")
    return [Place(one.code, one.name, one.parent.name if one.parent else "", counts[one.pk]) for one in rows]


def cells_with_shifts(at: datetime) -> dict[str, Any]:
    """The outlines of the cells with shifts this week, as one geometry. One statement."""
    keys = _ahead(at).filter(activity__cell__isnull=False).order_by().values("activity__cell")
    shapes = Cell.objects.filter(pk__in=keys).order_by("code").values_list("polygon", flat=True)[:CELLS_MOST]
    return {"type": "GeometryCollection", "geometries": list(shapes)}


def _ahead(at: datetime) -> Any:
    return Shift.objects.ahead(at).filter(starts_at__lt=at + WEEK)
