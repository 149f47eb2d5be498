"""Where the bars and lines of a chart stand: two drawings of each, one for phones. Templates print them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from civic.insights.queries.figures import Row
from civic.insights.rules import Rate, Tally

BARS_MOST = 40  # more rows than this are a table only
SIDE_MOST = 300
GAP = 2.0


def _width(words: str) -> float:
    return sum(16.0 if sign > "\u2e7f" else 8.4 for sign in words)


@dataclass(frozen=True)
class Part:
    """One stretch of a bar, and the number in it where it fits."""

    kind: str  # yes, part, no
    x: float
    width: float
    count: int

    @property
    def is_told(self) -> bool:
        """Does its number fit in?"""
        return self.width > 12 + 9 * len(f"{self.count:,}")

    @property
    def end(self) -> float:
        """Where its number ends."""
        return self.x + self.width - 8


@dataclass(frozen=True)
class Bar:
    """One row: its name, its stretches, the silent rest."""

    row: Row
    y: float
    parts: list[Part]
    silent: Part
    label_y: float

    @property
    def text_y(self) -> float:
        """Where the numbers stand."""
        return self.y + 20


@dataclass(frozen=True)
class Bars:
    """A drawing of bars that are all equally long: the whole is everybody who could have spoken."""

    width: float
    height: float
    x: float
    span: float
    is_above: bool  # names stand above their bars
    bars: list[Bar]
    ticks: list[tuple[float, str, str]] = field(default_factory=list)


def bars(rows: Sequence[Row], *, width: float, is_above: bool) -> Bars:
    """The drawing of what residents said, row by row."""
    side = max((_width(str(row.label)) for row in rows), default=0.0) + 16
    is_above = is_above or side > SIDE_MOST
    x = 0.0 if is_above else side
    step, span, top = (66.0 if is_above else 44.0), width - x, 30.0
    found = []
    for turn, row in enumerate(rows):
        y = top + turn * step + (24 if is_above else 0)
        found.append(Bar(row, y, *_parts(row.tally, x, span), label_y=y - 8 if is_above else y + 19))
    ticks = [
        (x + span * share / 100, f"{share}%", "start" if share == 0 else "end" if share == 100 else "middle")
        for share in (0, 25, 50, 75, 100)
    ]
    return Bars(width, top + len(rows) * step, x, span, is_above, found, ticks)


def _parts(tally: Tally, x: float, span: float) -> tuple[list[Part], Part]:
    parts, at = [], x
    for kind, count in (("yes", tally.yes), ("part", tally.partly), ("no", tally.no)):
        if not count:
            continue
        width = span * count / tally.asked
        parts.append(Part(kind, round(at, 1), round(max(1.0, width - GAP), 1), count))
        at += width
    return parts, Part("none", round(at, 1), round(max(0.0, x + span - at), 1), tally.silent)


@dataclass(frozen=True)
class Line:
    """One line over the months, in pieces where a month has too few answers, and the points of its two ends."""

    kind: str
    pieces: list[str]
    points: list[tuple[float, float]]
    end: tuple[float, float] | None
    rate: Rate | None


@dataclass(frozen=True)
class Lines:
    """The months as lines from 0 to 100."""

    width: float
    height: float
    left: float
    right: float
    base: float
    grid: list[tuple[float, int]]
    labels: list[tuple[float, Any, str]]
    lines: list[Line]


def lines(rows: Sequence[Row], *, width: float, height: float, right: float, names_every: int) -> Lines:
    """The drawing of the months: solved among those who spoke, and how many spoke."""
    left, top, base = 52.0, 14.0, height - 34.0
    step = (right - left) / max(1, len(rows) - 1)
    grid = [(round(base - (base - top) * share / 100, 1), share) for share in (0, 25, 50, 75, 100)]
    labels = [
        (round(left + turn * step, 1), row.month, "end" if turn == len(rows) - 1 else "middle")
        for turn, row in enumerate(rows)
        if (len(rows) - 1 - turn) % names_every == 0
    ]
    drawn = [_line(kind, rows, left, step, base, top) for kind in ("solved", "answered_share")]
    return Lines(width, height, left, right, base, grid, labels, _apart(drawn))


def _line(kind: str, rows: Sequence[Row], left: float, step: float, base: float, top: float) -> Line:
    points: list[tuple[float, float]] = []
    pieces: list[list[str]] = [[]]
    for turn, row in enumerate(rows):
        rate = row.tally.rate(kind)
        if rate.percent is None:
            pieces.append([])
            continue
        share = 100 * rate.numerator / rate.denominator
        point = (round(left + turn * step, 1), round(base - (base - top) * share / 100, 1))
        points.append(point)
        pieces[-1].append(f"{point[0]:g} {point[1]:g}")
    last = rows[-1].tally.rate(kind) if rows else None
    end = points[-1] if points and last and last.percent is not None else None
    return Line(kind, ["M" + "L".join(piece) for piece in pieces if len(piece) > 1], points, end, last)


def _apart(drawn: list[Line]) -> list[Line]:
    """Names at the ends of lines that would lie on each other move apart."""
    ends = [line.end for line in drawn]
    if len(drawn) == 2 and ends[0] and ends[1] and abs(ends[0][1] - ends[1][1]) < 44:
        upper, lower = sorted((0, 1), key=lambda turn: (ends[turn] or (0, 0))[1])
        middle = (ends[0][1] + ends[1][1]) / 2
        moved = {upper: round(middle - 22, 1), lower: round(middle + 22, 1)}
        return [
            Line(one.kind, one.pieces, one.points, (one.end[0], moved[turn]) if one.end else None, one.rate)
            for turn, one in enumerate(drawn)
        ]
    return drawn
