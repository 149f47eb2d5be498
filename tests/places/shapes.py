"""Small polygons, well away from the city of the cast."""

from typing import Any

NAMES = {"zh-hans": "试城", "zh-hant": "試城", "en": "Trial"}


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle in GeoJSON."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


BOWTIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
