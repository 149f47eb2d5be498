"""How long a freed place is kept for the first in line. Our own numbers."""

from collections.abc import Callable
from datetime import datetime, timedelta

HOLDS = timedelta(hours=12)
LEAST = timedelta(minutes=30)
SHARE_NEAR = 3  # near the start an offer holds a third of the time that is left


def offer_ends(told: datetime, starts: datetime, *, awake: Callable[[datetime], datetime]) -> datetime | None:
    """Until when somebody told at `told` (by day) keeps the place: twelve hours, less near the start, never ending by
    night (`awake` moves a moment of the night to the morning). None where no time is left: then the place is whoever's
    signs up first."""
    left = starts - told
    if left < LEAST * SHARE_NEAR:
        return None
    ends = told + min(HOLDS, left / SHARE_NEAR)
    woken = awake(ends)
    return woken if woken <= starts - LEAST else min(ends, starts - LEAST)


def places_free(places: int, held: int, kept: dict[int, int], mine: frozenset[int]) -> tuple[int, int | None]:
    """How many places of a post are free for somebody, and for which organisation the first of them is kept, if it is.

    `kept`: the places that are still kept, by organisation; `mine`: the organisations somebody is a member of.
    """
    left = max(0, places - held)
    own = next((one for one in sorted(mine) if kept.get(one, 0) > 0), None)
    foreign = sum(count for one, count in kept.items() if one not in mine)
    free = max(0, left - foreign)
    return free, own if own is not None and free else None
