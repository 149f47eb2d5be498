"""The hexagons (h3) that index points beside the official codes: where a point lies, which others may be near it."""

import math

import h3.api.basic_int as h3

RESOLUTION = 11  # hexagons about 25 metres from the middle to a side
EDGE_LEAST = 20.0  # metres; the shortest anywhere, at that resolution


def hexagon(lat: float, lon: float, *, resolution: int = RESOLUTION) -> int:
    """The hexagon that holds a point, as the 64-bit number both databases keep; its highest bit is never set."""
    return h3.latlng_to_cell(lat, lon, resolution)


def hexagons_around(lat: float, lon: float, *, metres: float) -> list[int]:
    """Every hexagon that holds something within so many metres of a point, and a few more.

    From anywhere in a hexagon it is an edge to the outside of its first ring, and one and a half edges more with each
    further ring.
    """
    rings = max(1, math.ceil((metres / EDGE_LEAST + 0.5) / 1.5))
    return h3.grid_disk(hexagon(lat, lon), rings)
