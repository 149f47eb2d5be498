"""Which way round and in which datum a file was drawn, judged by the borders that are known already."""

from dataclasses import dataclass
from typing import Any

import shapely
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from civic.lib.refusals import Sentence
from civic.places.rules.datums import DATUMS, EAST, NORTH, SOUTH, WEST, in_wgs84
from civic.places.rules.findings import whole
from civic.places.rules.measures import likeness, metres_apart
from civic.places.rules.shapes import is_a_point, positions_of

BETTER_BY, FURTHER_THAN = 0.002, 50.0  # likeness; metres
MAINLAND = shapely.box(WEST, SOUTH, EAST, NORTH)


@dataclass(frozen=True)
class Reading:
    """A datum in which the same drawing fits what is known better than in the one it was declared in."""

    datum: str
    metres: float
    declared: float
    better: float

    def __str__(self) -> str:
        return str(self.sentence())

    def sentence(self) -> Sentence:
        """What the report says."""
        told = _(
            "As declared it misses the known boundary by about {metres} m. Read as {datum} it fits better ({better} "
            "instead of {declared} of it and the boundary together lie in both). Was it drawn in {datum}?"
        )
        shares = {"better": f"{self.better:.1%}", "declared": f"{self.declared:.1%}"}
        return format_lazy(told, metres=whole(self.metres), datum=self.datum, **shares)


def better_reading(raw: list[Any], *, declared: str, known: BaseGeometry) -> Reading | None:
    """Would these GeoJSON polygons, as they stand in the file, fit the known border better in another datum?

    Compared is how much of both together lies in both. Cells in the middle of a district fit it in any datum: then
    nothing is said.
    """
    drawn = {datum: _together([in_wgs84(one, datum) for one in raw]) for datum in DATUMS}
    fits = {datum: likeness(one, known) for datum, one in drawn.items()}
    best = max(fits, key=lambda datum: fits[datum])
    metres = metres_apart(drawn[declared], drawn[best])
    if fits[best] < fits[declared] + BETTER_BY or metres < FURTHER_THAN:
        return None
    return Reading(best, metres, fits[declared], fits[best])


def _together(polygons: list[Any]) -> BaseGeometry:
    return shapely.union_all([shape(one) for one in polygons])


def is_swapped(polygon: Any, known: BaseGeometry | None) -> bool:
    """Was the latitude written first? Sure where only that lies on the globe, else judged by the known city, or by the
    mainland where nothing is known."""
    points = [point for point in positions_of(polygon) if point is not None]
    if not points or not all(is_a_point(lon, lat) for lon, lat in points):
        return False  # nor would it lie on the globe the other way round
    if not all(is_a_point(lat, lon) for lon, lat in points):
        return True
    written = shapely.MultiPoint(points).envelope
    swapped = shapely.MultiPoint([(lat, lon) for lon, lat in points]).envelope
    around = known if known is not None else MAINLAND
    return not shapely.intersects(written, around) and bool(shapely.intersects(swapped, around))
