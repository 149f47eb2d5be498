"""How well the cells of a layer fill the districts, as the rows stand on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from civic.places.models import Area, Border, Cell, Layer
from civic.places.rules.coverage import Coverage, coverage_of


@dataclass(frozen=True)
class CoveredDistrict:
    """One district and what its cells leave."""

    district: Area
    cells: int
    coverage: Coverage


def covered_districts(layer: Layer, *, on: date | None = None) -> Iterator[CoveredDistrict]:
    """Every district in force with its cells of a layer: gaps, overlaps, what juts out, and the share covered."""
    day = on or timezone.localdate()
    borders = drawn_borders(day)
    for district in Area.objects.districts():
        drawn = drawn_cells(layer, district, day)
        yield CoveredDistrict(district, len(drawn), coverage_of(drawn, borders.get(district.code)))


def drawn_cells(layer: Layer, area: Area, day: date) -> dict[str, BaseGeometry]:
    """The shapes of the cells that count on a day in an area and below it, by code."""
    cells = Cell.objects.in_force(day).filter(layer=layer, area__path__startswith=area.path).order_by("code")
    return {code: shape(polygon) for code, polygon in cells.values_list("code", "polygon").iterator()}


def drawn_borders(day: date) -> dict[str, BaseGeometry]:
    """The shapes of the areas that count on a day, by code."""
    borders = Border.objects.in_force(day).filter(area__is_active=True).values_list("area__code", "polygon")
    return {code: shape(polygon) for code, polygon in borders.iterator()}
