"""What can be followed, under which keys it is found, and which circles hold a point."""

import math
from collections.abc import Iterable, Sequence

import h3.api.basic_int as h3
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import INSIDE
from civic.places.rules import hexagon

UNTOLD = INSIDE | {"blur", "unblur", "call", "acknowledge"}  # lines that are not worth a message
METRES_LEAST, METRES_MOST = 100, 5_000
METRES = (100, 250, 500, 1_000, 2_000, 5_000)  # what a page offers
RESOLUTION = 6  # hexagons whose shortest edge is about 2.5 km
RINGS = 2  # from anywhere in a hexagon it is more than two edges to the outside of its second ring
METRES_A_DEGREE = 111_320.0


class Kind(models.TextChoices):
    """What somebody follows."""

    CASE = "case", _("a case")
    MATTER = "matter", _("a matter in an area")
    AROUND = "around", _("a circle around a point")
    CELL = "cell", _("a cell of the grid")
    PROMISE = "promise", _("a promise of the city")
    CORNER = "corner", _("what residents of a community raise and do")


def case_key(number: str) -> str:
    """The key of one case."""
    return f"case:{number}"


def promise_key(number: str) -> str:
    """The key of one promise: they stand above, and are known here by number alone."""
    return f"promise:{number}"


def corner_key(code: str) -> str:
    """The key of the corner of a community, by its code."""
    return f"corner:{code}"


def matter_key(matter: str, area: str) -> str:
    """The key of a matter in an area, by their codes; either may be empty, which means any."""
    return f"matter:{matter}@{area}"


def cell_key(layer: str, code: str) -> str:
    """The key of a cell: by its code, so that it outlives a new border."""
    return f"cell:{layer}:{code}"


def around_key(lat: float, lon: float, metres: int) -> str:
    """The key of a circle: one a metre apart is the same."""
    return f"around:{lat:.5f},{lon:.5f},{metres}"


def subjects_of(*, number: str, matter: str, areas: Sequence[str], cells: Iterable[tuple[str, str]]) -> list[str]:
    """Every key under which a case is followed, circles apart: by its number, its matter and the areas it lies in, from
    the city down, and its cells."""
    matters = {matter, ""}
    wide = [matter_key(code, area) for code in sorted(matters) for area in ("", *areas) if code or area]
    return [case_key(number), *wide, *(cell_key(layer, code) for layer, code in cells)]


def coarse_hexagon(lat: float, lon: float) -> int:
    """The large hexagon under which a circle around this point is kept."""
    return hexagon(lat, lon, resolution=RESOLUTION)


def hexagons_around(lat: float, lon: float) -> list[int]:
    """The large hexagons that hold the middle of every circle around this point."""
    return h3.grid_disk(coarse_hexagon(lat, lon), RINGS)


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """How far apart two points are; on a plane, which over a city is right to the metre."""
    north = (other_lat - lat) * METRES_A_DEGREE
    east = (other_lon - lon) * metres_a_degree_of_lon(lat)
    return math.hypot(north, east)


def metres_a_degree_of_lon(lat: float) -> float:
    """How long a degree from west to east is there."""
    return METRES_A_DEGREE * max(math.cos(math.radians(lat)), 0.01)
