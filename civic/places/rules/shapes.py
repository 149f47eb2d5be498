"""What a place may look like: the rungs of the tree, sound polygons, and how a district is cut into cells. No table."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely import box, intersection, prepare
from shapely.geometry import GeometryCollection, MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from civic.lib.refusals import Sentence

RUNGS = ("city", "district", "street", "community")  # from the top of the tree down
CODE = re.compile(r"[0-9A-Za-z]{1,12}")
POINTS_MOST = 50_000
INSIDE_LEAST = 0.95  # borders drawn by two offices never meet exactly
METRES_A_DEGREE = 111_320
SMALLEST_CELL = 1e-12  # square degrees, about a hundredth of a square metre: what rounding leaves behind is no cell

CELLS_A_COMMUNITY = 4  # a side: a community of the drawn grid has 4 × 4 cells
CELLS_A_STREET = 12


@dataclass(frozen=True)
class CutCell:
    """One cell of a cut grid. Its code has 14 digits: 6 area, 3 street, 3 community, 2 cell (GB/T 30428.1)."""

    code: str
    polygon: dict[str, Any]


def fits_below(kind: str, parent_kind: str | None) -> bool:
    """May an area of this kind hang below one of that kind? Rungs may be left out, never turned round."""
    if parent_kind is None:
        return kind == RUNGS[0]
    return kind in RUNGS and parent_kind in RUNGS and RUNGS.index(kind) > RUNGS.index(parent_kind)


def is_a_point(lat: float, lon: float) -> bool:
    """Are these coordinates at all?"""
    return -90 <= lat <= 90 and -180 <= lon <= 180  # nan is in no range


def polygon_fault(polygon: Any) -> Sentence:
    """Why this GeoJSON cannot be an area or a cell, or "" when it can."""
    if not isinstance(polygon, dict) or polygon.get("type") not in ("Polygon", "MultiPolygon"):
        return _("This is not a polygon. A GeoJSON Polygon or MultiPolygon is needed.")
    points = list(positions_of(polygon))
    if not points or None in points:
        return _(
            "The polygon is not complete: each point needs a longitude and a latitude, "
            "and each ring at least four points."
        )
    if len(points) > POINTS_MOST:
        return _("The polygon has too many points. Simplify it first.")
    if not all(is_a_point(lat, lon) for lon, lat in filter(None, points)):
        return _("The polygon has a point that is not on the globe. The longitude comes first, in WGS84.")
    return _fault_of_rings(polygon)


def _fault_of_rings(polygon: dict[str, Any]) -> Sentence:
    bodies = [polygon["coordinates"]] if polygon["type"] == "Polygon" else polygon["coordinates"]
    for ring in (ring for body in bodies for ring in body):
        if any(len(point) > 2 for point in ring):
            return _("A point of the polygon has more than a longitude and a latitude. Leave the heights out.")
        if len(ring) < 4 or list(ring[0][:2]) != list(ring[-1][:2]):
            return _("A ring of the polygon is not closed: its last point must be its first.")
    drawn = shape(polygon)
    if not drawn.is_valid or drawn.is_empty or drawn.area <= 0:
        return format_lazy(_("The polygon cannot be used: {reason}."), reason=explain_validity(drawn))
    return ""


def positions_of(polygon: Any) -> Iterator[tuple[float, float] | None]:
    """Every (lon, lat) of a GeoJSON polygon or multipolygon, however broken; None for whatever is not one."""
    if isinstance(polygon, dict) and polygon.get("type") in ("Polygon", "MultiPolygon"):
        yield from _positions(polygon.get("coordinates"), depth=2 if polygon["type"] == "Polygon" else 3)


def _positions(coordinates: Any, *, depth: int) -> Iterator[tuple[float, float] | None]:
    """Every (lon, lat) of nested rings; None for whatever is not one."""
    if not isinstance(coordinates, list | tuple) or not coordinates:
        yield None
    elif depth:
        for part in coordinates:
            yield from _positions(part, depth=depth - 1)
    else:
        lon_lat = coordinates[:2]
        are_numbers = len(lon_lat) == 2 and all(isinstance(n, int | float) and not isinstance(n, bool) for n in lon_lat)
        yield (lon_lat[0], lon_lat[1]) if are_numbers else None


def on_the_ground(written: Any) -> Any:
    """The same GeoJSON polygon without heights; what is no polygon stays as it is, for others to tell."""
    if not isinstance(written, dict) or written.get("type") not in ("Polygon", "MultiPolygon"):
        return written
    return written | {"coordinates": _flat(written.get("coordinates"), depth=2 if written["type"] == "Polygon" else 3)}


def _flat(coordinates: Any, *, depth: int) -> Any:
    if not isinstance(coordinates, list):
        return coordinates
    return [_flat(part, depth=depth - 1) for part in coordinates] if depth else coordinates[:2]


def lies_in(polygon: dict[str, Any], around: dict[str, Any]) -> bool:
    """Does (nearly) all of the one lie in the other?"""
    inner, outer = shape(polygon), shape(around)
    return bool(intersection(inner, outer).area >= INSIDE_LEAST * inner.area)


def cut_into_cells(polygon: dict[str, Any], *, prefix: str, metres: float) -> Iterator[CutCell]:
    """Squares of about `metres` a side, clipped so that together they fill the polygon; from the south west."""
    whole = shape(polygon)
    prepare(whole)
    west, south, east, north = whole.bounds
    high = metres / METRES_A_DEGREE
    wide = metres / (METRES_A_DEGREE * math.cos(math.radians((south + north) / 2)))
    columns, rows = math.ceil((east - west) / wide), math.ceil((north - south) / high)
    for row in range(rows):
        for column in range(columns):
            # edges are computed from the index, so that neighbours share them to the last bit
            square = box(west + column * wide, south + row * high, west + (column + 1) * wide, south + (row + 1) * high)
            clipped = _only_surface(intersection(whole, square))
            if clipped is not None:
                yield CutCell(_cell_code(prefix, row, column, columns), _as_geojson(clipped))


def _only_surface(drawn: BaseGeometry) -> Polygon | MultiPolygon | None:
    pieces = list(drawn.geoms) if isinstance(drawn, GeometryCollection | MultiPolygon) else [drawn]
    kept = [piece for piece in pieces if isinstance(piece, Polygon) and piece.area > SMALLEST_CELL]
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _cell_code(prefix: str, row: int, column: int, columns: int) -> str:
    streets_a_row = math.ceil(columns / CELLS_A_STREET)
    street = (row // CELLS_A_STREET) * streets_a_row + column // CELLS_A_STREET + 1
    within_row, within_column = row % CELLS_A_STREET, column % CELLS_A_STREET
    a_side = CELLS_A_STREET // CELLS_A_COMMUNITY
    community = (within_row // CELLS_A_COMMUNITY) * a_side + within_column // CELLS_A_COMMUNITY + 1
    cell = (within_row % CELLS_A_COMMUNITY) * CELLS_A_COMMUNITY + within_column % CELLS_A_COMMUNITY + 1
    return f"{prefix}{street:03d}{community:03d}{cell:02d}"


def _as_geojson(drawn: Polygon | MultiPolygon) -> dict[str, Any]:
    return _lists(mapping(drawn))


def _lists(value: Any) -> Any:
    """The same with lists for tuples: what JSON gives back, so that a fresh row equals a read one."""
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    return [_lists(inner) for inner in value] if isinstance(value, list | tuple) else value
