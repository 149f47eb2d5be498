"""How points on a map are drawn together when they lie too close to be told apart. Pure geometry over h3 cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import h3

COARSEST, FINEST = 3, 11


@dataclass(frozen=True)
class Point:
    """One case on a map: where, which sign it carries (open, done, not), and what it is called."""

    lat: float
    lon: float
    sign: str
    number: str = ""
    title: str = ""
    language: str = ""


@dataclass
class Group:
    """Points that share a cell; one alone stands for itself."""

    points: list[Point] = field(default_factory=list)

    @property
    def middle(self) -> tuple[float, float]:
        """Where the group is drawn: the mean of its points."""
        count = len(self.points)
        return sum(point.lat for point in self.points) / count, sum(point.lon for point in self.points) / count

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of its points."""
        lats, lons = [point.lat for point in self.points], [point.lon for point in self.points]
        return min(lons), min(lats), max(lons), max(lats)

    def count(self, sign: str) -> int:
        """How many of its points carry a sign."""
        return sum(point.sign == sign for point in self.points)


def resolution(zoom: int) -> int:
    """The cells that are 45 to 100 pixels wide at a zoom of the usual web maps."""
    return max(COARSEST, min(FINEST, zoom - 5 if zoom <= 14 else zoom - 6))


def grouped(points: Iterable[Point], *, zoom: int) -> list[Group]:
    """The points by the h3 cell they lie in at this zoom, in the order in which cells are first met."""
    fineness = resolution(zoom)
    groups: dict[str, Group] = {}
    for point in points:
        groups.setdefault(h3.latlng_to_cell(point.lat, point.lon, fineness), Group()).points.append(point)
    return list(groups.values())
