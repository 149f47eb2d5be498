"""Square metres and metres of what is drawn in degrees, and the slivers that drawing leaves between neighbours.

Surfaces are measured on the ellipsoid of WGS84 by the cylinder that keeps areas, so a whole district and a single cell
are right alike. Two offices never draw a border quite alike: what is narrower than 20 cm, or smaller than 10 m², is a
sliver and not told as a gap or an overlap.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

AXIS = 6_378_137.0
ECCENTRICITY2 = 0.0066943799901413165
SLIVER_M2, SLIVER_METRES = 10.0, 0.2
METRES_AN_ARC = 111_320.0


def flat(drawn: Any) -> Any:
    """The same on the cylinder that keeps areas, in metres; one geometry, or an array of them."""
    return shapely.transform(drawn, _onto_the_cylinder)


def _onto_the_cylinder(points: NDArray[np.float64]) -> NDArray[np.float64]:
    e = np.sqrt(ECCENTRICITY2)
    sine = np.sin(np.radians(points[:, 1]))
    q = (1 - ECCENTRICITY2) * (sine / (1 - ECCENTRICITY2 * sine**2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
    return np.column_stack([AXIS * np.radians(points[:, 0]), AXIS * q / 2])


def square_metres(drawn: BaseGeometry) -> float:
    """The surface of a polygon."""
    return float(flat(drawn).area)


def metres_around(drawn: BaseGeometry) -> float:
    """The length of a polygon's borders, holes included."""
    return float(shapely.transform(drawn, _onto_a_plane).length)


def metres_apart(one: BaseGeometry, other: BaseGeometry) -> float:
    """How far the middles of two drawings lie from one another."""
    pair = shapely.transform(shapely.MultiPoint([one.centroid, other.centroid]), _onto_a_plane)
    return float(pair.geoms[0].distance(pair.geoms[1]))


def _onto_a_plane(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres east and north, true near the middle of what is drawn."""
    middle = np.radians(points[:, 1].mean())
    bulge = 1 - ECCENTRICITY2 * np.sin(middle) ** 2
    a_radian_north = AXIS * (1 - ECCENTRICITY2) / bulge**1.5
    a_radian_east = AXIS / np.sqrt(bulge) * np.cos(middle)
    return np.radians(points) * np.array([a_radian_east, a_radian_north])


def pieces(drawn: BaseGeometry) -> list[BaseGeometry]:
    """The single polygons of whatever an intersection or a difference left."""
    parts = shapely.get_parts(shapely.get_parts(drawn))
    return [part for part in parts if part.geom_type == "Polygon"]


def without_slivers(drawn_flat: BaseGeometry) -> list[BaseGeometry]:
    """The pieces, in metres, that are wide and large enough to be told."""
    return [
        piece
        for piece in pieces(drawn_flat)
        if piece.area >= SLIVER_M2 and not piece.buffer(-SLIVER_METRES / 2).is_empty
    ]


def told_square_metres(drawn_flat: BaseGeometry) -> float:
    """The surface of those pieces together; nothing where there is none."""
    return float(sum(piece.area for piece in without_slivers(drawn_flat)))


def overlaps(drawn_flat: Sequence[BaseGeometry]) -> list[tuple[int, int, float]]:
    """Every pair of polygons, by their places in the row, that share more than a sliver, with the square metres."""
    row = np.array(drawn_flat, dtype=object)
    if len(row) < 2:
        return []
    first, second = shapely.STRtree(row).query(row, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.intersection(row[first], row[second])
    large = np.flatnonzero(shapely.area(shared) >= SLIVER_M2)
    found = [(int(first[i]), int(second[i]), told_square_metres(shared[i])) for i in large]
    return sorted(pair for pair in found if pair[2] > 0)


def gaps(drawn_flat: Sequence[BaseGeometry], around_flat: BaseGeometry) -> list[BaseGeometry]:
    """What of the surrounding area none of them fills, slivers left out; the largest first."""
    left = around_flat.difference(shapely.union_all(np.array(drawn_flat, dtype=object)))
    return sorted(without_slivers(left), key=lambda piece: -piece.area)


def is_one_coverage(drawn: Sequence[BaseGeometry]) -> bool:
    """Do they lie edge to edge, each shared border drawn alike? Then nothing overlaps, and it is quick to see."""
    return bool(shapely.coverage_is_valid(np.array(drawn, dtype=object)))


def likeness(one: BaseGeometry, other: BaseGeometry) -> float:
    """Intersection over union: 1 for the same, 0 for strangers."""
    together = one.union(other).area
    return float(one.intersection(other).area / together) if together else 0.0


def degrees_of(point_flat: BaseGeometry) -> tuple[float, float]:
    """Latitude and longitude of a point on the cylinder, near enough to look at it on a map."""
    x, y = point_flat.x, point_flat.y
    lon = float(np.degrees(x / AXIS))
    low, high = -90.0, 90.0
    for _halving in range(40):
        middle = (low + high) / 2
        if _onto_the_cylinder(np.array([[0.0, middle]]))[0, 1] < y:
            low = middle
        else:
            high = middle
    return round(low, 5), round(lon, 5)
