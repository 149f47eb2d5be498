"""When a problem has come back to its place, and when that has happened often enough to look for its cause. Pure: no
table, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, hypot, radians

from civic.cases.rules.likeness import METRES_OF_A_DEGREE
from civic.cases.rules.moves import WHOLE_WAY
from civic.cases.rules.states import State

RETURNING = (
    WHOLE_WAY  # complaints and calls for help; a question, a suggestion, thanks and misconduct come back to nothing
)
ENDED_HERE = frozenset({State.CLOSED, State.CLOSE_APPEALED})  # closed, whatever was answered
NEVER_CAME = frozenset(  # a report that was turned away, taken back, or is one with another case
    {State.DECLINED, State.DECLINE_APPEALED, State.WITHDRAWN, State.MERGED}
)
LINKED_MOST = 5  # of the cases closed last at a place: older ones were followed by one of these before


@dataclass(frozen=True)
class Spot:
    """Where a case lies, as exactly as it is known: the thing it is about, the point, the cell."""

    lat: float | None = None
    lon: float | None = None
    component: int | None = None
    cell: int | None = None


@dataclass(frozen=True)
class Return:
    """How a case came back: so far away, where both points are known, and so many whole days after closing."""

    metres: int | None
    days: int


def metres_between(one: Spot, other: Spot) -> float | None:
    """How far two points lie apart; None where one of them is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = (other.lat - one.lat) * METRES_OF_A_DEGREE
    east = (other.lon - one.lon) * METRES_OF_A_DEGREE * cos(radians((one.lat + other.lat) / 2))
    return hypot(north, east)


def is_same_place(one: Spot, other: Spot, *, metres: int) -> bool:
    """Is it the same place? The same thing always is, whatever a telephone's position says, and two different things
    never are. Else two points within so many metres; without both points, only the same cell, and never across its
    border: nothing finer is known."""
    if one.component is not None and other.component is not None:
        return one.component == other.component
    apart = metres_between(one, other)
    if apart is not None:
        return apart <= metres
    return one.cell is not None and one.cell == other.cell


def came_back(
    *, here: Spot, filed_at: datetime, there: Spot, closed_at: datetime, metres: int, days: int
) -> Return | None:
    """How a new case is the return of a closed one of its matter; None where it is not. It is so from the moment of
    closing until so many days later; no days, and nothing of the matter ever comes back."""
    gap = filed_at - closed_at
    if not days or not timedelta(0) <= gap <= timedelta(days=days):
        return None
    if not is_same_place(here, there, metres=metres):
        return None
    apart = metres_between(here, there)
    return Return(None if apart is None else round(apart), gap.days)


def is_often(moments: Iterable[datetime], *, returns: int, days: int) -> bool:
    """Did it come back so many times within so many days, anywhere among these moments?"""
    told: Sequence[datetime] = sorted(moments)
    most = timedelta(days=days)
    return any(told[last] - told[last - returns + 1] <= most for last in range(returns - 1, len(told)))
