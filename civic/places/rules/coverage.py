"""How well neighbours fill what is around them: overlaps, gaps, what juts out, and the share that is covered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from civic.places.rules.measures import degrees_of, flat, gaps, is_one_coverage, overlaps, told_square_metres

GAPS_TOLD = 200


@dataclass(frozen=True)
class Gap:
    """A hole in the grid: how large, and a point in it."""

    square_metres: float
    lat: float
    lon: float


@dataclass(frozen=True)
class Coverage:
    """What is to be said of some neighbours and the border around them; without a border only of the neighbours."""

    overlaps: tuple[tuple[str, str, float], ...]
    gaps: tuple[Gap, ...]
    outside: Mapping[str, float]  # square metres beyond the border, by code
    share: float | None  # of the area within the border

    @property
    def is_seamless(self) -> bool:
        """No gap, no overlap, nothing beyond."""
        return not self.overlaps and not self.gaps and not self.outside


def coverage_of(drawn: Mapping[str, BaseGeometry], border: BaseGeometry | None) -> Coverage:
    """Compare neighbours with each other and with the border, all in degrees; slivers are left out."""
    codes = list(drawn)
    row = np.array([drawn[code] for code in codes], dtype=object)
    metres = flat(row) if codes else row
    pairs = [] if not codes or is_one_coverage(list(row)) else overlaps(list(metres))
    told = tuple((codes[first], codes[second], shared) for first, second, shared in pairs)
    if border is None:
        return Coverage(told, (), {}, None)
    around = flat(border)
    left = gaps(list(metres), around)
    within = around.area - float(around.difference(shapely.union_all(metres)).area) if codes else 0.0
    return Coverage(told, tuple(map(_gap, left[:GAPS_TOLD])), _outside(codes, metres, around), within / around.area)


def _gap(piece: BaseGeometry) -> Gap:
    lat, lon = degrees_of(piece.representative_point())
    return Gap(float(piece.area), lat, lon)


def _outside(codes: list[str], metres: Any, around: BaseGeometry) -> dict[str, float]:
    shapely.prepare(around)
    beyond = {}
    for index in np.flatnonzero(~shapely.covers(around, metres)) if codes else ():
        surface = told_square_metres(metres[index].difference(around))
        if surface:
            beyond[codes[index]] = surface
    return beyond
