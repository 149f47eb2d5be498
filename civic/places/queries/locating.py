"""Which area and which cell of each layer hold a point, today or on another day.

The border rule: whoever holds a border holds it with both neighbours, so a point on one belongs to the lowest code; of
areas, to the deepest first. Two cells of one code on one day cannot be, but if they are, the newer row counts.

Each process keeps the shapes of every day, and reads them again when the rows have changed. A point first falls into a
hexagon (h3, about 0.1 km²). What a hexagon may belong to is found once, in a tree of boxes (STRtree), in the order of
the border rule, and kept: most points then meet one area that holds the whole hexagon and a few cells to be tried.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from time import monotonic
from typing import Any

import h3.api.basic_int as h3
import numpy as np
import shapely
from django.db.models import Count, Max, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from numpy.typing import NDArray

from civic.places.models import Area, AreaKind, Border, Cell
from civic.places.rules import hexagon, is_a_point

MANAGEMENT = "management"
LOOK_AGAIN_SECONDS = 30.0
HEXAGONS = 9  # their resolution: a side of about 200 metres
MARGIN = 2e-6  # degrees, about 20 cm: the sides of a hexagon are not quite straight
FIRST_DAY, LAST_DAY = 0, date.max.toordinal()

# from_db takes the values in the order of the model's own fields
_AREA_FIELDS = [field.attname for field in Area._meta.concrete_fields]
_CELL_FIELDS = [field.attname for field in Cell._meta.concrete_fields if field.attname != "polygon"]

Version = tuple[object, ...]


@dataclass(frozen=True)
class Spot:
    """What the city calls a point: the deepest area that holds it and its cell in each layer, as far as they are drawn;
    `cell` is the one of the management grid."""

    area: Area | None = None
    cell: Cell | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class _Piece:
    """One drawn shape with the days it counts: of an area (no layer) or of a cell."""

    area: Area
    cell: Cell | None
    layer: str
    first: int
    last: int


@dataclass(frozen=True)
class _Hexagon:
    """What may hold a point of one hexagon, in the order of the border rule. The shapes of those that hold all of it
    need not be tried."""

    pieces: tuple[_Piece, ...]
    is_whole: tuple[bool, ...]
    to_try: NDArray[Any]  # the shapes of the others


@dataclass
class _Shapes:
    """The drawn city as of one version of its rows. Areas carry their parents; nobody carries a polygon."""

    version: Version
    pieces: list[_Piece]
    shapes: NDArray[Any]
    tree: shapely.STRtree
    has_city: tuple[tuple[int, int], ...]  # the days on which the city is drawn
    hexagons: dict[int, _Hexagon] = field(default_factory=dict)

    def holding(self, lat: float, lon: float, day: int) -> list[_Piece]:
        """Every piece in force that holds the point, in the order of the border rule."""
        key = hexagon(lat, lon, resolution=HEXAGONS)
        kept = self.hexagons.get(key)
        if kept is None:
            kept = self._hexagon(key)
            if kept.pieces:  # the rest of the world is not kept
                self.hexagons[key] = kept
        tried = iter(shapely.intersects_xy(kept.to_try, lon, lat).tolist() if len(kept.to_try) else ())
        return [
            piece
            for piece, is_whole in zip(kept.pieces, kept.is_whole, strict=True)
            if (is_whole or next(tried)) and piece.first <= day <= piece.last
        ]

    def _hexagon(self, key: int) -> _Hexagon:
        around = shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(key)]).buffer(MARGIN, quad_segs=1)
        found = np.sort(self.tree.query(around, predicate="intersects"))
        shapes = self.shapes[found]
        is_whole = shapely.covers(shapes, around)
        return _Hexagon(tuple(self.pieces[i] for i in found), tuple(is_whole.tolist()), shapes[~is_whole])


@dataclass
class _Kept:
    """What this process keeps, and until when it trusts it."""

    shapes: _Shapes | None = None
    good_until: float = 0.0
    lock: Lock = field(default_factory=Lock)


_kept = _Kept()


def locate(lat: float, lon: float, *, on: date | None = None) -> Spot:
    """The deepest area and the cell of each layer that hold a point on a day (today, where none is said); an empty spot
    for what lies nowhere."""
    if not is_a_point(lat, lon):
        return Spot()
    return _spot_of(_shapes().holding(lat, lon, _ordinal(on)))


def locate_many(lats: Sequence[float], lons: Sequence[float], *, on: date | None = None) -> list[Spot]:
    """The same for many points at once, in their order; what is no point is nowhere."""
    day, shapes = _ordinal(on), _shapes()
    spots: dict[tuple[int, ...], Spot] = {}
    told = []
    for lat, lon in zip(lats, lons, strict=True):
        held = shapes.holding(lat, lon, day) if is_a_point(lat, lon) else []
        key = tuple(id(piece) for piece in held)
        if key not in spots:
            spots[key] = _spot_of(held)
        told.append(spots[key])
    return told


def is_inside(lat: float, lon: float) -> bool:
    """Does the point lie in the city? Yes as long as nobody has drawn the city."""
    if not is_a_point(lat, lon):
        return False
    shapes, day = _shapes(), _ordinal(None)
    if not any(first <= day <= last for first, last in shapes.has_city):
        return True
    return any(piece.cell is None and piece.area.kind == AreaKind.CITY for piece in shapes.holding(lat, lon, day))


def border_of(area: Area, *, on: date | None = None) -> dict[str, Any] | None:
    """The polygon of an area on a day (today, where none is said), as GeoJSON in WGS84; None where it is not drawn."""
    border = Border.objects.in_force(on or timezone.localdate()).filter(area=area).first()
    return border.polygon if border else None


def cell_by_code(code: str, *, layer: str = MANAGEMENT, on: date | None = None) -> Cell | None:
    """The cell that carries a code on a day (today, where none is said)."""
    day = on or timezone.localdate()
    return Cell.objects.in_force(day).filter(layer_id=layer, code=code).select_related("area", "layer").first()


def forget_shapes() -> None:
    """Read the shapes again at the next question: they have changed."""
    _kept.shapes, _kept.good_until = None, 0.0


def _ordinal(day: date | None) -> int:
    return (day or timezone.localdate()).toordinal()


def _spot_of(held: Iterable[_Piece]) -> Spot:
    """The first of each: pieces come in the order of the border rule."""
    area: Area | None = None
    cells: dict[str, Cell] = {}
    for piece in held:
        if piece.cell is None:
            area = area or piece.area
        else:
            cells.setdefault(piece.layer, piece.cell)
    for cell in cells.values():  # a community may be known by its cells alone
        if cell.area.is_active and (area is None or cell.area.path.startswith(area.path)):
            area = cell.area
    return Spot(area, cells.get(MANAGEMENT), cells)


def _shapes() -> _Shapes:
    """The kept shapes; every half minute somebody asks whether they still hold."""
    shapes = _kept.shapes
    if shapes is not None and monotonic() < _kept.good_until:
        return shapes
    with _kept.lock:
        shapes = _kept.shapes
        if shapes is None or (monotonic() >= _kept.good_until and shapes.version != _version()):
            shapes = _read()
        _kept.shapes, _kept.good_until = shapes, monotonic() + LOOK_AGAIN_SECONDS
        return shapes


def _version() -> Version:
    """Changes whenever a row is added or changed; what a day brings is in the rows already."""
    summed = {"rows": Count("pk"), "newest": Max("pk"), "changes": Sum("revision")}
    return *Area.objects.aggregate(**summed).values(), *Cell.objects.aggregate(**summed).values()


def _read() -> _Shapes:
    every_area = list(Area.objects.order_by("pk").values_list(*_AREA_FIELDS))
    areas = {row[0]: Area.from_db("default", _AREA_FIELDS, row) for row in every_area}
    for area in areas.values():
        area.parent = areas.get(area.parent_id)
    drawn_text = Cast("polygon", TextField())  # read as text: shapely takes all of them in one go
    borders = [
        (_Piece(areas[row[0]], None, "", _first(row[1]), _last(row[2])), row[3])
        for row in Border.objects.annotate(text=drawn_text).values_list("area_id", "starts", "ends", "text")
        if areas[row[0]].is_active
    ]
    borders.sort(key=lambda one: (-one[0].area.path.count("/"), one[0].area.code))
    in_order = Cell.objects.annotate(text=drawn_text).order_by("layer__order", "layer_id", "code", "-pk")
    every_cell = list(in_order.values_list(*_CELL_FIELDS, "text"))
    cells = [_piece_of(row[:-1], areas) for row in every_cell]
    shapes = shapely.from_geojson(
        np.array([text for _piece, text in borders] + [row[-1] for row in every_cell], object)
    )
    shapely.prepare(shapes)
    pieces = [piece for piece, _text in borders] + cells
    return _Shapes(
        version=(*_summed(every_area, _AREA_FIELDS), *_summed(every_cell, _CELL_FIELDS)),
        pieces=pieces,
        shapes=shapes,
        tree=shapely.STRtree(shapes),
        has_city=tuple((one.first, one.last) for one, _text in borders if one.area.kind == AreaKind.CITY),
    )


def _piece_of(row: tuple[Any, ...], areas: Mapping[int, Area]) -> _Piece:
    cell = Cell.from_db("default", _CELL_FIELDS, row)
    cell.area = areas[cell.area_id]
    return _Piece(cell.area, cell, str(cell.layer_id), _first(cell.starts), _last(cell.ends))


def _first(starts: date | None) -> int:
    return starts.toordinal() if starts else FIRST_DAY


def _last(ends: date | None) -> int:
    return ends.toordinal() if ends else LAST_DAY


def _summed(rows: list[tuple[Any, ...]], fields: list[str]) -> tuple[object, ...]:
    """The same figures as in _version, from the rows just read."""
    revision = fields.index("revision")
    if not rows:
        return 0, None, None
    return len(rows), max(row[0] for row in rows), sum(row[revision] for row in rows)
