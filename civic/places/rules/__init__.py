"""What may be said of places without asking a table: sound polygons, cut grids, how codes are built."""

from civic.places.rules.codes import LAYERS, STRUCTURES, KnownLayer, KnownStructure
from civic.places.rules.hexagons import hexagon, hexagons_around
from civic.places.rules.shapes import (
    CODE,
    INSIDE_LEAST,
    METRES_A_DEGREE,
    RUNGS,
    CutCell,
    cut_into_cells,
    fits_below,
    is_a_point,
    lies_in,
    polygon_fault,
)

__all__ = [
    "CODE",
    "INSIDE_LEAST",
    "LAYERS",
    "METRES_A_DEGREE",
    "RUNGS",
    "STRUCTURES",
    "CutCell",
    "KnownLayer",
    "KnownStructure",
    "cut_into_cells",
    "fits_below",
    "hexagon",
    "hexagons_around",
    "is_a_point",
    "lies_in",
    "polygon_fault",
]
