"""Cutting a ring into parts along ways between its own points: parts share every point, so no gap and no overlap."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shapely import LinearRing, LineString, Point, Polygon, contains_xy, touches

from portal.inventing.crowd import Crowd
from portal.inventing.sheet import Knot, Metres, Ring, Sheet

STARTS_MOST = 36  # points of a ring tried as the beginning of a way
TRIED_MOST = 10  # ways drawn before the rules are loosened
PULLED_MOST = 24  # cuts looked at again for the drawn lines they run along
UNEVEN_MOST = 0.22  # of the wanted share
Flux = Callable[[Metres, Metres], float]


class Unsplittable(Exception):
    """No way through this ring was found; another seed draws another ring."""


class Way(NamedTuple):
    """A border drawn inside a ring, and the rung it was drawn for: it will be a road."""

    rung: int
    numbers: tuple[int, ...]


class Cut(NamedTuple):
    """A straight idea of a way: between which points of the ring, and how ugly it is."""

    cost: float
    start: int
    end: int


@dataclass
class Manner:
    """How the ways of one rung are drawn."""

    rung: int
    bend: float  # of the way's length
    uneven: float  # how far from an even split the shares may stray
    reach: float = 0.0  # drawn lines nearer than so many paces pull a way onto themselves


class Splitter:
    """Cuts rings on one sheet and remembers the ways and where they meet."""

    def __init__(self, sheet: Sheet, rng: random.Random, spacing: Callable[[float, float], float]) -> None:
        self.sheet, self.rng, self.spacing = sheet, rng, spacing
        self.ways: list[Way] = []
        self.meeting: set[int] = set()
        self.drawn: list[LineString] = []  # lines that were there before: ways follow them where they can

    def parts(self, ring: Ring, count: int, manner: Manner, crowd: Crowd | None) -> Iterator[Ring]:
        """The ring cut into exactly so many parts, of like weight (of like area where no crowd is told)."""
        if count == 1:
            yield ring
            return
        some = self._some_of(count)
        lean = self.rng.uniform(1 - manner.uneven, 1 + manner.uneven)
        left, right, points = self._cut(ring, min(0.9, some / count * lean), manner, crowd)
        self.remember(manner.rung, points)
        yield from self.parts(left, some, manner, crowd)
        yield from self.parts(right, count - some, manner, crowd)

    def remember(self, rung: int, points: Sequence[int]) -> None:
        """A way that now stands."""
        self.ways.append(Way(rung, tuple(points)))
        self.meeting.update((points[0], points[-1]))

    def _some_of(self, count: int) -> int:
        if count <= 3:
            return 1 if count == 2 else self.rng.choice((1, 2))
        return min(count - 1, max(1, round(count * self.rng.uniform(0.4, 0.6))))

    def _cut(self, ring: Ring, share: float, manner: Manner, crowd: Crowd | None) -> tuple[Ring, Ring, list[int]]:
        spots = self.sheet.drawn(ring)
        cuts = _Cuts(spots, share, crowd.flux if crowd else _cross, [number in self.meeting for number in ring])
        edge, whole = LinearRing(spots), Polygon(spots)
        nearby = [line for line in self.drawn if line.intersects(whole)] if manner.reach else []
        for cut in self._pulled(cuts, manner, nearby):
            for bend, reach in ((manner.bend, manner.reach), (0.3 * manner.bend, 0.0)):
                knots = self._way(spots[cut.start], spots[cut.end], bend, reach, nearby)
                if self._is_clear(spots[cut.start], spots[cut.end], knots, edge, whole):
                    return self._divide(ring, cut.start, cut.end, knots)
        return self._cut_anyhow(ring, cuts, edge, whole)

    def _pulled(self, cuts: "_Cuts", manner: Manner, nearby: Sequence[LineString]) -> list[Cut]:
        """The fair cuts; those along a drawn line come first."""
        if not nearby:
            return cuts.best(self.rng, TRIED_MOST)
        found = []
        for cut in cuts.best(self.rng, PULLED_MOST):
            (x, y), (s, t) = cuts.spots[cut.start], cuts.spots[cut.end]
            far = manner.reach * self.spacing(0.5 * (x + s), 0.5 * (y + t))
            along = [Point(x + k * (s - x), y + k * (t - y)) for k in (0.1, 0.3, 0.5, 0.7, 0.9)]
            apart = min(sum(min(far, line.distance(spot)) for spot in along) for line in nearby)
            found.append(cut._replace(cost=cut.cost + 0.2 * apart / far))
        return sorted(found)[:TRIED_MOST]

    def _cut_anyhow(self, ring: Ring, cuts: "_Cuts", edge: LinearRing, whole: Polygon) -> tuple[Ring, Ring, list[int]]:
        """Any way at all, the evenest first: rings with hardly a point to spare end here."""
        spots = cuts.spots
        for cut in cuts.every():
            for bow in (0.0, 0.12, -0.12, 0.3, -0.3):
                knots = self._bow(spots[cut.start], spots[cut.end], bow)
                if self._is_clear(spots[cut.start], spots[cut.end], knots, edge, whole, near=0.02):
                    return self._divide(ring, cut.start, cut.end, knots)
        raise Unsplittable

    def _divide(self, ring: Ring, start: int, end: int, knots: Sequence[Knot]) -> tuple[Ring, Ring, list[int]]:
        inner = [self.sheet.keep(knot) for knot in knots]
        first, last = min(start, end), max(start, end)
        if start > end:
            inner.reverse()
        one = ring[first : last + 1] + inner[::-1]
        other = ring[last:] + ring[: first + 1] + inner
        points = [ring[first], *inner, ring[last]]
        return (one, other, points) if start < end else (other, one, points)

    def _way(self, a: Metres, b: Metres, bend: float, reach: float, nearby: Sequence[LineString]) -> list[Knot]:
        """A softly bent line: one bow, one wave, a little tremble; its points as dense as the city is here."""
        length = math.dist(a, b)
        count = max(2, round(length / self.spacing(0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]))))
        bow, wave = self.rng.gauss(0, 0.6) * bend, self.rng.gauss(0, 0.35) * bend
        third, turn = self.rng.gauss(0, 0.2) * bend, self.rng.uniform(0, 6.28)
        line = []
        for step in range(1, count):
            t = step / count
            off = math.sin(math.pi * t) * (bow + wave * math.sin(6.28 * t + turn) + third * math.sin(12.57 * t + turn))
            off = off * length + self.rng.uniform(-0.05, 0.05) * length / count
            x = a[0] + t * (b[0] - a[0]) - off * (b[1] - a[1]) / length
            y = a[1] + t * (b[1] - a[1]) + off * (b[0] - a[0]) / length
            line.append((x, y))
        if reach and nearby:
            line = _onto_drawn(line, nearby, reach * length / count)
        return [self.sheet.knot(x, y) for x, y in line]

    def _bow(self, a: Metres, b: Metres, bow: float) -> list[Knot]:
        knots = []
        for t in (0.25, 0.5, 0.75):
            off = bow * math.sin(math.pi * t)
            x, y = a[0] + t * (b[0] - a[0]) - off * (b[1] - a[1]), a[1] + t * (b[1] - a[1]) + off * (b[0] - a[0])
            knots.append(self.sheet.knot(x, y))
        return knots

    def _is_clear(
        self, a: Metres, b: Metres, knots: Sequence[Knot], edge: LinearRing, whole: Polygon, near: float = 0.28
    ) -> bool:
        """Does the way meet the ring at its two ends only, and keep its distance everywhere else?"""
        if any(knot in self.sheet.numbers for knot in knots) or len(set(knots)) < len(knots):
            return False
        inner = [self.sheet.metres(knot) for knot in knots]
        x, y = inner[len(inner) // 2]
        if not contains_xy(whole, x, y):
            return False
        way = LineString([a, *inner, b])
        if not (way.is_simple and touches(way, edge)):
            return False
        core = LineString(inner) if len(inner) > 1 else Point(inner[0])
        return bool(core.distance(edge) > near * math.dist(a, inner[0]))


class _Cuts:
    """The straight ways through a ring that cut off a wanted share of it, from the fairest to the ugliest."""

    def __init__(self, spots: list[Metres], share: float, flux: Flux, meeting: list[bool]) -> None:
        self.spots, self.share, self.flux, self.meeting = spots, share, flux, meeting
        self.count = len(spots)
        self.sums = [0.0]
        for a, b in zip([*spots, *spots[:-1]], [*spots[1:], *spots], strict=True):
            self.sums.append(self.sums[-1] + flux(a, b))
        self.whole = self.sums[self.count]
        self.size = math.sqrt(abs(_area(spots)))
        self.turns = [self._turn(n) for n in range(self.count)]

    def _turn(self, n: int) -> float:
        """How far the ring turns at a point: over 0 at a corner that points outward."""
        (x, y), (s, t), (u, v) = self.spots[n - 1], self.spots[n], self.spots[(n + 1) % self.count]
        return math.atan2((s - x) * (v - t) - (t - y) * (u - s), (s - x) * (u - s) + (t - y) * (v - t))

    def part(self, start: int, end: int) -> float:
        """The share of the ring to the left of the way back from `end` to `start` (start < end < start + count)."""
        back = self.flux(self.spots[end % self.count], self.spots[start])
        return (self.sums[end] - self.sums[start] + back) / self.whole

    def best(self, rng: random.Random, most: int) -> list[Cut]:
        """A handful of fair cuts."""
        step = max(1, self.count // STARTS_MOST)
        found = []
        for start in range(rng.randrange(step), self.count, step):
            if self.turns[start] > 0.7:
                continue
            middle = self._end_for(start)
            for end in {middle - 1, middle, middle + 1, self._nearest_meeting(middle)}:
                if start + 2 <= end <= start + self.count - 2:
                    cost = self._cost(start, end)
                    if cost < math.inf:
                        found.append(Cut(cost + rng.uniform(0, 0.12), start, end % self.count))
        return sorted(found)[:most]

    def every(self) -> Iterator[Cut]:
        """Each pair of points that are not neighbours, the evenest first."""
        pairs = [
            Cut(abs(self.part(start, end) - self.share), start, end % self.count)
            for start in range(self.count)
            for end in range(start + 2, min(start + self.count - 1, start + 120))
        ]
        return iter(sorted(pairs))

    def _end_for(self, start: int) -> int:
        low, high = start + 1, start + self.count - 1
        while low < high:
            halfway = (low + high) // 2
            if self.part(start, halfway) < self.share:
                low = halfway + 1
            else:
                high = halfway
        return low

    def _nearest_meeting(self, end: int) -> int:
        for off in (0, 1, -1, 2, -2):
            if self.meeting[(end + off) % self.count] and self.turns[(end + off) % self.count] < 0.5:
                return end + off
        return end

    def _cost(self, start: int, end: int) -> float:
        off = abs(self.part(start, end) - self.share)
        if off > UNEVEN_MOST * min(self.share, 1 - self.share):
            return math.inf
        a, b = self.spots[start], self.spots[end % self.count]
        length = math.dist(a, b)
        if length == 0:
            return math.inf
        ends = self._end_cost(start, b, length) + self._end_cost(end % self.count, a, length)
        return length / self.size + off + ends

    def _end_cost(self, n: int, towards: Metres, length: float) -> float:
        """Cheap where the way goes on as another way beyond the ring and stands square on the border."""
        turn = self.turns[n]
        if turn > 0.9:
            return 2.0  # a corner: the way would leave a sliver
        (x, y), (s, t), (u, v) = self.spots[n - 1], self.spots[n], self.spots[(n + 1) % self.count]
        along = math.dist((x, y), (u, v)) or 1.0
        slant = abs((u - x) * (towards[0] - s) + (v - y) * (towards[1] - t)) / (along * length)
        cost = 0.7 * slant**2 + max(0.0, turn) * 0.5
        if turn < -0.4:
            return cost * 0.5 - 0.1  # a corner that points inward wants a way
        if self.meeting[n]:
            return cost - 0.3
        if self.meeting[n - 1] or self.meeting[(n + 1) % self.count]:
            return cost + 0.35
        return cost


def _cross(a: Metres, b: Metres) -> float:
    return 0.5 * (a[0] * b[1] - b[0] * a[1])


def _area(spots: Sequence[Metres]) -> float:
    return sum(_cross(a, b) for a, b in zip(spots, [*spots[1:], spots[0]], strict=True))


def _onto_drawn(line: list[Metres], nearby: Sequence[LineString], far: float) -> list[Metres]:
    """The way pulled onto the one drawn line that most of it runs along, if there is one."""
    spots = [Point(x, y) for x, y in line]
    near, first = max((sum(one.distance(spot) < far for spot in spots), -n) for n, one in enumerate(nearby))
    if near < 0.6 * len(spots):
        return line
    pulled, one = [], nearby[-first]
    for spot in spots:
        there = one.interpolate(one.project(spot))
        pull = min(1.0, max(0.0, 3 - 3 * spot.distance(there) / far))  # whole, and less from two thirds on
        pulled.append((spot.x + pull * (there.x - spot.x), spot.y + pull * (there.y - spot.y)))
    return pulled
