"""From borders to roads: ways that go on straight become one road; water, bridges and embankments beside it."""

import math
from collections.abc import Sequence
from itertools import pairwise

from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from portal.inventing.sheet import Metres, Sheet
from portal.inventing.splitting import Way

STRAIGHT = math.cos(math.radians(42))


def chained(sheet: Sheet, ways: Sequence[Way]) -> list[tuple[int, ...]]:
    """Ways joined where two of them meet end to end and go on nearly straight; the longest first."""
    onward = _pairs(sheet, ways)
    seen: set[int] = set()
    chains = []
    for first in range(len(ways)):
        if first in seen:
            continue
        n, backwards = _outermost(first, onward)
        chain: list[int] = []
        while n not in seen:
            seen.add(n)
            numbers = ways[n].numbers[::-1] if backwards else ways[n].numbers
            chain += numbers if not chain else numbers[1:]
            following = onward.get((n, 0 if backwards else 1))
            if following is None:
                break
            n, backwards = following[0], following[1] == 1
        chains.append(tuple(chain))
    return sorted(chains, key=lambda chain: (-length(sheet.drawn(chain)), chain))


def _outermost(first: int, onward: dict[tuple[int, int], tuple[int, int]]) -> tuple[int, bool]:
    """Where the chain through a way begins, and whether that way is walked backwards."""
    n, end, walked = first, 0, {first}
    while (before := onward.get((n, end))) is not None and before[0] not in walked:
        n, end = before[0], 1 - before[1]
        walked.add(n)
    return n, end == 1


def _pairs(sheet: Sheet, ways: Sequence[Way]) -> dict[tuple[int, int], tuple[int, int]]:
    """Which end of a way goes on as which end of another: (way, 0 start or 1 end)."""
    ends: dict[int, list[tuple[int, int]]] = {}
    for n, way in enumerate(ways):
        ends.setdefault(way.numbers[0], []).append((n, 0))
        ends.setdefault(way.numbers[-1], []).append((n, 1))
    onward: dict[tuple[int, int], tuple[int, int]] = {}
    for meeting in ends.values():
        outward = {end: _heading(sheet, ways[end[0]], end[1]) for end in meeting}
        fits = sorted(
            (outward[a][0] * outward[b][0] + outward[a][1] * outward[b][1], a, b)
            for a in meeting
            for b in meeting
            if a < b and a[0] != b[0]
        )
        for bend, a, b in fits:
            if bend < -STRAIGHT and a not in onward and b not in onward:
                onward[a], onward[b] = b, a
    return onward


def _heading(sheet: Sheet, way: Way, end: int) -> Metres:
    """The direction in which a way leaves its end."""
    near = way.numbers[:3] if end == 0 else way.numbers[:-4:-1]
    (x, y), (s, t) = sheet.drawn((near[0], near[-1]))
    far = math.hypot(s - x, t - y) or 1.0
    return (s - x) / far, (t - y) / far


def length(spots: Sequence[Metres]) -> float:
    """Of a line, in metres."""
    return sum(math.dist(a, b) for a, b in pairwise(spots))


def flooded(line: Sequence[Metres], wide: float) -> BaseGeometry:
    """The water of a river that widens downstream."""
    pieces = [
        LineString(line[n : n + 3]).buffer(wide * (0.42 + 0.16 * n / len(line) + 0.05 * math.sin(n / 5)), quad_segs=4)
        for n in range(len(line) - 1)
    ]
    return unary_union(pieces).simplify(wide / 30)


def run_on(line: Sequence[Metres], by: float) -> list[Metres]:
    """The line led on beyond both its ends in a wide bend, as a river does at the city's edge."""
    return [*_beyond(line[3], line[0], by)[::-1], *line, *_beyond(line[-4], line[-1], by)]


def _beyond(a: Metres, b: Metres, by: float) -> list[Metres]:
    turn, (x, y) = math.atan2(b[1] - a[1], b[0] - a[0]), b
    found = []
    for step in range(1, 13):
        turn += 0.09 * math.sin(step / 2)
        x, y = x + by / 12 * math.cos(turn), y + by / 12 * math.sin(turn)
        found.append((x, y))
    return found


def embankments(line: Sequence[Metres], far: float, land: Polygon) -> list[list[Metres]]:
    """A road along each bank, inside the city."""
    found = []
    for side in (far, -far):
        bank = LineString(line).simplify(far / 12).offset_curve(side, join_style="round").intersection(land)
        pieces = [piece for piece in getattr(bank, "geoms", [bank]) if piece.geom_type == "LineString"]
        found += [[(x, y) for x, y in piece.coords] for piece in pieces if piece.length > 12 * far]
    return found


def across(line: Sequence[Metres], water: BaseGeometry, around: float) -> list[list[Metres]]:
    """Where a road crosses water and comes out on both sides: the bridges, a little longer than the water is wide."""
    wet = LineString(line).intersection(water.buffer(around))
    found = []
    for piece in getattr(wet, "geoms", [wet]):
        if piece.geom_type != "LineString" or piece.is_empty:
            continue
        ends = [piece.coords[0], piece.coords[-1]]
        if not any(water.covers(Point(end)) for end in ends) and piece.intersects(water):
            found.append([(x, y) for x, y in piece.coords])
    return found
