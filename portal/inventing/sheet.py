"""The sheet a city is drawn on: points of a lattice of 1e-7 degrees, each kept once, measured in local metres."""

import math
from collections.abc import Iterable, Sequence

from civic.places.rules import METRES_A_DEGREE

PER_DEGREE = 10_000_000
Ring = list[int]  # numbers of kept points, against the clock, the first not repeated
Metres = tuple[float, float]
Spot = tuple[float, float]  # lon, lat
Knot = tuple[int, int]  # column and row of the lattice


class Sheet:
    """Points by number. Who shares a border shares its points, so neighbours agree to the last bit."""

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = lon, lat
        self.wide = METRES_A_DEGREE * math.cos(math.radians(lat))  # metres a degree of longitude
        self.high = float(METRES_A_DEGREE)
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.spots: list[Spot] = []
        self.numbers: dict[Knot, int] = {}

    def knot(self, x: float, y: float) -> Knot:
        """The lattice point nearest to a place in metres."""
        return round((self.lon + x / self.wide) * PER_DEGREE), round((self.lat + y / self.high) * PER_DEGREE)

    def knot_of(self, lon: float, lat: float) -> Knot:
        """The lattice point nearest to a longitude and latitude."""
        return round(lon * PER_DEGREE), round(lat * PER_DEGREE)

    def metres(self, knot: Knot) -> Metres:
        """Where a lattice point lies, in metres from the middle."""
        return (knot[0] / PER_DEGREE - self.lon) * self.wide, (knot[1] / PER_DEGREE - self.lat) * self.high

    def keep(self, knot: Knot) -> int:
        """The number of a lattice point, new or known."""
        number = self.numbers.get(knot)
        if number is None:
            number = self.numbers[knot] = len(self.spots)
            x, y = self.metres(knot)
            self.xs.append(x)
            self.ys.append(y)
            self.spots.append((knot[0] / PER_DEGREE, knot[1] / PER_DEGREE))
        return number

    def on_earth(self, x: float, y: float, places: int = 7) -> Spot:
        """The longitude and latitude of a place in metres."""
        return round(self.lon + x / self.wide, places), round(self.lat + y / self.high, places)

    def drawn(self, numbers: Iterable[int]) -> list[Metres]:
        """A line or ring in metres."""
        return [(self.xs[number], self.ys[number]) for number in numbers]

    def closed(self, ring: Sequence[int]) -> tuple[Spot, ...]:
        """A ring in degrees, its first point again at the end."""
        return (*(self.spots[number] for number in ring), self.spots[ring[0]])

    def area(self, ring: Sequence[int]) -> float:
        """Square metres; positive against the clock."""
        return shoelace(self.drawn(ring))


def shoelace(spots: Sequence[Metres]) -> float:
    """The area of a ring; positive against the clock. The last point meets the first."""
    return 0.5 * sum(x * t - s * y for (x, y), (s, t) in zip(spots, [*spots[1:], spots[0]], strict=True))


def middle(spots: Sequence[Metres]) -> Metres:
    """The centre of gravity of a ring."""
    x0, y0 = spots[0]
    double = sum_x = sum_y = 0.0
    for (x, y), (s, t) in zip(spots, [*spots[1:], spots[0]], strict=True):
        cross = (x - x0) * (t - y0) - (s - x0) * (y - y0)
        double += cross
        sum_x += cross * (x + s - 2 * x0)
        sum_y += cross * (y + t - 2 * y0)
    return x0 + sum_x / (3 * double), y0 + sum_y / (3 * double)
