"""The edge of an invented city and the river through it."""

import math
import random
from collections.abc import Callable, Sequence

from shapely import LinearRing, LineString, Polygon

from portal.inventing.crowd import Crowd
from portal.inventing.sheet import Metres, Ring, Sheet, shoelace

CORNERS = 34
Spacing = Callable[[float, float], float]


def draw_outline(sheet: Sheet, rng: random.Random, square_metres: float, spacing: Spacing) -> Ring:
    """A closed border of just this area: long stretches, jogs and bays as offices draw them."""
    for attempt in range(60):
        corners = _corners(rng, tremble=0.1 / (1 + attempt / 10))
        spots = _scaled(_densified(_scaled(corners, square_metres), rng, spacing), square_metres)
        ring = [sheet.knot(x, y) for x, y in spots]
        if len(set(ring)) == len(ring) and Polygon(spots).is_valid and LinearRing(ring).is_simple:
            return [sheet.keep(knot) for knot in ring]
    raise AssertionError("a border that trembles this little cannot cross itself")


def _corners(rng: random.Random, tremble: float) -> list[Metres]:
    waves = [(k, rng.gauss(0, 0.2 / k), rng.uniform(0, 2 * math.pi)) for k in range(2, 8)]
    lean, aspect = rng.uniform(0, math.pi), rng.uniform(1.05, 1.3)
    corners = []
    for n in range(CORNERS):
        turn = 2 * math.pi * (n + rng.uniform(-0.3, 0.3)) / CORNERS
        far = 1 + sum(high * math.cos(k * turn + phase) for k, high, phase in waves) + rng.uniform(-tremble, tremble)
        x, y = far * aspect * math.cos(turn), far / aspect * math.sin(turn)
        corners.append((x * math.cos(lean) - y * math.sin(lean), x * math.sin(lean) + y * math.cos(lean)))
    return corners


def _scaled(spots: Sequence[Metres], square_metres: float) -> list[Metres]:
    grow = math.sqrt(square_metres / shoelace(spots))
    return [(x * grow, y * grow) for x, y in spots]


def _densified(corners: Sequence[Metres], rng: random.Random, spacing: Spacing) -> list[Metres]:
    spots: list[Metres] = []
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = math.dist(a, b)
        count = max(1, round(length / spacing(0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1]))))
        bow, wave = rng.gauss(0, 0.05), rng.gauss(0, 0.04)
        for step in range(count):
            t = step / count
            off = length * (bow * math.sin(math.pi * t) + wave * math.sin(3 * math.pi * t))
            off += rng.uniform(-0.1, 0.1) * length / count if step else 0.0
            x = a[0] + t * (b[0] - a[0]) + off * (b[1] - a[1]) / length
            y = a[1] + t * (b[1] - a[1]) - off * (b[0] - a[0]) / length
            spots.append((x, y))
    return spots


def draw_river(sheet: Sheet, rng: random.Random, ring: Ring, crowd: Crowd, spacing: Spacing) -> tuple[int, int, Ring]:
    """A winding way across the ring past its main centre: where it enters and leaves, and its points between.

    Nothing between when no river fits, which is so in the smallest cities only.
    """
    spots = sheet.drawn(ring)
    edge, whole = LinearRing(spots), Polygon(spots)
    for attempt in range(40):
        start, end, line = _winding(rng, spots, crowd, wild=1 / (1 + attempt / 8))
        knots = [sheet.knot(x, y) for x, y in _paced(line, spacing)]
        inner = [sheet.metres(knot) for knot in knots]
        if len(inner) < 3 or any(knot in sheet.numbers for knot in knots):
            continue
        way = LineString([spots[start], *inner, spots[end]])
        near = LineString(inner).distance(edge) > 0.3 * math.dist(spots[start], inner[0])
        if way.is_simple and way.touches(edge) and near and whole.contains(LineString(inner)):
            return start, end, [sheet.keep(knot) for knot in knots]
    return 0, 0, []


def _winding(rng: random.Random, spots: Sequence[Metres], crowd: Crowd, wild: float) -> tuple[int, int, list[Metres]]:
    heart = crowd.centres[0]
    size = math.sqrt(shoelace(spots))
    turn = rng.uniform(0, 2 * math.pi)
    by = (heart.x - 0.1 * size * math.sin(turn), heart.y + 0.1 * size * math.cos(turn))
    start = _farthest(spots, by, turn + math.pi + rng.uniform(-0.35, 0.35))
    end = _farthest(spots, by, turn + rng.uniform(-0.35, 0.35))
    waves = [(k, wild * rng.gauss(0, 0.1 / k**0.8), rng.uniform(0, 6.28)) for k in (1, 2, 3, 5, 7, 9)]
    line = []
    for step in range(1, 400):
        t = step / 400
        x, y = (_through(t, spots[start][n], by[n], spots[end][n]) for n in (0, 1))
        off = math.sin(math.pi * t) * sum(high * math.sin(6.28 * k * t / 1.6 + phase) for k, high, phase in waves)
        line.append((x - off * size * math.sin(turn), y + off * size * math.cos(turn)))
    return start, end, [spots[start], *line, spots[end]]


def _through(t: float, a: float, b: float, c: float) -> float:
    """A parabola that begins at a, is at b halfway, and ends at c."""
    return a * (1 - t) * (1 - 2 * t) + 4 * b * t * (1 - t) + c * t * (2 * t - 1)


def _farthest(spots: Sequence[Metres], by: Metres, turn: float) -> int:
    """The point of a ring seen from a place in a direction."""
    return max(
        range(len(spots)),
        key=lambda n: math.cos(math.atan2(spots[n][1] - by[1], spots[n][0] - by[0]) - turn),
    )


def _paced(line: Sequence[Metres], spacing: Spacing) -> list[Metres]:
    """The inner points of a line, a pace apart that is fit for the place."""
    drawn = LineString(line)
    found: list[Metres] = []
    along, at = 0.0, line[0]
    while (along := along + spacing(*at)) < drawn.length - 0.6 * spacing(*line[-1]):
        point = drawn.interpolate(along)
        at = (point.x, point.y)
        found.append(at)
    return found
