"""Which area and which cell hold a point: each process keeps the shapes, and reads them again when the rows change.

The border rule: whoever holds a border holds it with both neighbours, so a point on one belongs to the lowest code.
"""

from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from civic.places.models import Area, AreaKind, Border, Cell
from civic.places.rules import is_a_point

MANAGEMENT = "management"
LOOK_AGAIN_SECONDS = 30.0

# from_db takes the values in the order of the model's own fields
_AREA_FIELDS = [field.attname for field in Area._meta.concrete_fields]
_CELL_FIELDS = [field.attname for field in Cell._meta.concrete_fields if field.attname != "polygon"]

Version = tuple[object, ...]


@dataclass(frozen=True)
class Spot:
    """What the city calls a point: the deepest area and the management cell that hold it, as far as they are drawn."""

    area: Area | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class _Shapes:
    """The drawn city as of one version of its rows. Areas carry their parents; nobody carries a polygon."""

    version: Version
    areas: list[Area]
    cells: list[Cell]
    area_tree: STRtree
    cell_tree: STRtree
    has_city: bool


@dataclass
class _Kept:
    """What this process keeps, and until when it trusts it."""

    shapes: _Shapes | None = None
    good_until: float = 0.0
    lock: Lock = field(default_factory=Lock)


_kept = _Kept()


def locate(lat: float, lon: float) -> Spot:
    """The deepest area and the management cell that hold a point; an empty spot for what lies nowhere."""
    if not is_a_point(lat, lon):
        return Spot()
    shapes, point = _shapes(), Point(lon, lat)
    cell = min((shapes.cells[i] for i in _holding(shapes.cell_tree, point)), key=_cell_order, default=None)
    area = min((shapes.areas[i] for i in _holding(shapes.area_tree, point)), key=_area_order, default=None)
    if cell is not None and cell.area.is_active and (area is None or cell.area.path.startswith(area.path)):
        area = cell.area  # a community may be known by its cells alone
    return Spot(area, cell)


def is_inside(lat: float, lon: float) -> bool:
    """Does the point lie in the city? Yes as long as nobody has drawn the city."""
    if not is_a_point(lat, lon):
        return False
    shapes = _shapes()
    if not shapes.has_city:
        return True
    return any(shapes.areas[i].kind == AreaKind.CITY for i in _holding(shapes.area_tree, Point(lon, lat)))


def border_of(area: Area, *, on: date | None = None) -> dict[str, Any] | None:
    """The polygon of an area on a day (today, where none is said), as GeoJSON in WGS84; None where it is not drawn."""
    border = Border.objects.in_force(on or timezone.localdate()).filter(area=area).first()
    return border.polygon if border else None


def forget_shapes() -> None:
    """Read the shapes again at the next question: they have changed."""
    _kept.shapes, _kept.good_until = None, 0.0


def _holding(tree: STRtree, point: Point) -> list[int]:
    return [int(i) for i in tree.query(point, predicate="intersects")]  # a border counts as inside


def _area_order(area: Area) -> tuple[int, str]:
    return -area.path.count("/"), area.code


def _cell_order(cell: Cell) -> tuple[str, int]:
    return cell.code, -cell.pk


def _shapes() -> _Shapes:
    """The kept shapes; every half minute somebody asks whether they still hold."""
    shapes = _kept.shapes
    if shapes is not None and monotonic() < _kept.good_until:
        return shapes
    with _kept.lock:
        today = timezone.localdate()
        shapes = _kept.shapes
        if shapes is None or (monotonic() >= _kept.good_until and shapes.version != _version(today)):
            shapes = _read(today)
        _kept.shapes, _kept.good_until = shapes, monotonic() + LOOK_AGAIN_SECONDS
        return shapes


def _version(today: date) -> Version:
    """Changes whenever a row is added or changed, and at midnight, when cells begin and end."""
    areas = Area.objects.aggregate(rows=Count("pk"), newest=Max("pk"), changes=Sum("revision"))
    cells = Cell.objects.filter(layer_id=MANAGEMENT).aggregate(
        rows=Count("pk"), newest=Max("pk"), changes=Sum("revision")
    )
    return today, *areas.values(), *cells.values()


def _read(today: date) -> _Shapes:
    every_area = list(Area.objects.order_by("pk").values_list(*_AREA_FIELDS))
    borders = dict(Border.objects.in_force(today).values_list("area_id", "polygon"))
    every_cell = list(Cell.objects.filter(layer_id=MANAGEMENT).order_by("pk").values_list(*_CELL_FIELDS, "polygon"))
    areas = {row[0]: Area.from_db("default", _AREA_FIELDS, row) for row in every_area}
    for area in areas.values():
        area.parent = areas.get(area.parent_id)
    drawn = [(areas[pk], shape(polygon)) for pk, polygon in borders.items() if areas[pk].is_active]
    cells: list[tuple[Cell, BaseGeometry]] = []
    for row in every_cell:
        cell = Cell.from_db("default", _CELL_FIELDS, row[:-1])
        if cell.starts <= today and (cell.ends is None or cell.ends >= today):
            cell.area = areas[cell.area_id]
            cells.append((cell, shape(row[-1])))
    return _Shapes(
        version=(today, *_summed(every_area, _AREA_FIELDS), *_summed(every_cell, _CELL_FIELDS)),
        areas=[area for area, _shape in drawn],
        cells=[cell for cell, _shape in cells],
        area_tree=STRtree([drawn_shape for _area, drawn_shape in drawn]),
        cell_tree=STRtree([drawn_shape for _cell, drawn_shape in cells]),
        has_city=any(area.kind == AreaKind.CITY for area, _shape in drawn),
    )


def _summed(rows: list[tuple[Any, ...]], fields: list[str]) -> tuple[object, ...]:
    """The same figures as in _version, from the rows just read."""
    revision = fields.index("revision")
    return len(rows), rows[-1][0] if rows else None, sum(row[revision] for row in rows) if rows else None
