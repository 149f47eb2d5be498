"""How cases on a map are drawn together when they lie too close to be told apart: by h3 hexagons.

A case is counted once at each resolution below, so that a map of the whole city costs as little as one of a street.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians

import h3.api.basic_int as h3

from civic.cases.rules.states import State, Verdict

COUNTED = (5, 6, 7, 8, 9, 10)  # from a quarter of a city to half a street
CLOSE = 16  # from this zoom on, single cases are drawn
HEXAGONS_MOST = 400
KM_A_DEGREE = 111.32

Box = tuple[float, float, float, float]  # west, south, east, north; degrees, WGS84


@dataclass(frozen=True)
class Counted:
    """The cases of one hexagon that carry one sign; the sums of their coordinates say where their middle is."""

    h3: int
    sign: str
    count: int
    lat_sum: float
    lon_sum: float


@dataclass(frozen=True)
class Group:
    """What is drawn for one hexagon: how many cases, how many of them not solved, and the middle of them all."""

    h3: int
    count: int
    not_solved: int
    lat: float
    lon: float
    sign: str = ""  # where all carry the same


def sign_of(state: str, verdict: str, answered_at: datetime | None) -> str:
    """The sign a case carries on a map: not solved, answered, or on its way."""
    if verdict == Verdict.NO:
        return "not"
    return "done" if answered_at is not None or state in (State.CLOSED, State.DECLINED) else "open"


def resolution_at(zoom: int) -> int:
    """The counted resolution whose hexagons are some 60 to 150 pixels wide at a zoom of the usual web maps."""
    return max(COUNTED[0], min(COUNTED[-1], zoom - 5 if zoom <= 12 else zoom - 6))


def hexagons_of(lat: float, lon: float) -> list[tuple[int, int]]:
    """Resolution and hexagon of a point, for every resolution counted; by the point itself, for the small hexagons of
    a large one reach over its rim."""
    return [(resolution, h3.latlng_to_cell(lat, lon, resolution)) for resolution in COUNTED]


def hexagons_in(box: Box, *, zoom: int) -> tuple[int, list[int] | None]:
    """The resolution to draw a box at, and its hexagons with those on the rim; coarser where they would be too many,
    and None for all of them where even the coarsest are."""
    west, south, east, north = box
    wide, high = (east - west) * KM_A_DEGREE * cos(radians((south + north) / 2)), (north - south) * KM_A_DEGREE
    for resolution in range(resolution_at(zoom), COUNTED[0] - 1, -1):
        rim = 2 * h3.average_hexagon_edge_length(resolution, unit="km")
        if (wide + rim) * (high + rim) / h3.average_hexagon_area(resolution, unit="km^2") <= HEXAGONS_MOST:
            ring = h3.LatLngPoly([(south, west), (south, east), (north, east), (north, west)])
            return resolution, h3.polygon_to_cells_experimental(ring, resolution, contain="overlap")
    return COUNTED[0], None


def counted_from(points: Iterable[tuple[float, float, str]], *, zoom: int) -> list[Counted]:
    """Points (lat, lon, sign) counted by the hexagon they lie in at this zoom."""
    resolution = resolution_at(zoom)
    held: dict[tuple[int, str], list[tuple[float, float]]] = {}
    for lat, lon, sign in points:
        held.setdefault((h3.latlng_to_cell(lat, lon, resolution), sign), []).append((lat, lon))
    return [
        Counted(cell, sign, len(spots), sum(lat for lat, _lon in spots), sum(lon for _lat, lon in spots))
        for (cell, sign), spots in held.items()
    ]


def grouped(rows: Iterable[Counted]) -> list[Group]:
    """The counts of each hexagon together, the fullest first."""
    held: dict[int, list[Counted]] = {}
    for row in rows:
        if row.count > 0:
            held.setdefault(row.h3, []).append(row)
    groups = []
    for cell, counted in held.items():
        count = sum(row.count for row in counted)
        groups.append(
            Group(
                h3=cell,
                count=count,
                not_solved=sum(row.count for row in counted if row.sign == "not"),
                lat=round(sum(row.lat_sum for row in counted) / count, 5),
                lon=round(sum(row.lon_sum for row in counted) / count, 5),
                sign=counted[0].sign if len(counted) == 1 else "",
            )
        )
    return sorted(groups, key=lambda group: -group.count)
