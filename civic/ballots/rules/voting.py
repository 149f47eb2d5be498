"""When the city may vote, for how many, and in which order each voter reads. Pure.

Sources: the education ministry's letters on online votes for pupils (2016 no. 46: not without need, each vote approved
by itself; 2020 no. 312: votes breed canvassing; its own poll hid counts while it ran); Minors' network protection
regulation art. 45. What they ask stands here as limits: proposals and never children, off without an approval, no
count before the close, and less weight than the jury.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

LEAST_CANDIDATES = 2
MOST_CANDIDATES = 200
MOST_PICKS = 10
MOST_WEIGHT = 30  # percent: always below the jury's, which has the rest
LONGEST = timedelta(days=31)
GRACE = timedelta(minutes=1)  # votes that were on their way when it closed are written by then
FRESH = timedelta(days=3)  # an account younger than this when it votes
CODES_LEAST, CODES_MOST = 10, 1000
UNPRINTED_LASTS = timedelta(days=1)
NETWORK_KEPT = timedelta(days=30)  # after the close


def order_for(seed: str, numbers: Iterable[int]) -> list[int]:
    """The order in which one voter reads: random between voters, the same again for one."""
    return sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).digest())


def plan_faults(*, opens_at: datetime, closes_at: datetime, picks: int, weight: int, candidates: int) -> dict[str, Any]:
    """What is wrong with a planned vote, by field."""
    faults: dict[str, Any] = {}
    if closes_at <= opens_at or closes_at - opens_at > LONGEST:
        faults["closes_at"] = _("A vote lasts up to a month. Put its end after its start.")
    if not 1 <= picks <= MOST_PICKS:
        faults["picks"] = _("Everybody chooses 1 to %(most)d proposals.") % {"most": MOST_PICKS}
    if not 0 <= weight <= MOST_WEIGHT:
        faults["weight"] = _("The vote weighs at most %(most)d percent: the jury always weighs more.") % {
            "most": MOST_WEIGHT
        }
    if not LEAST_CANDIDATES <= candidates <= MOST_CANDIDATES:
        faults["candidates"] = _("A vote is between 2 and %(most)d public proposals.") % {"most": MOST_CANDIDATES}
    return faults


def approval_faults(*, number: str, authority: str, approved_on: date | None, today: date) -> dict[str, Any]:
    """What is missing of the approval without which there is no vote, by field."""
    faults: dict[str, Any] = {}
    if len(number) < 4:
        faults["number"] = _("Enter the number of the approval. Without one there is no vote.")
    if not authority:
        faults["authority"] = _("Name who approved this vote.")
    if approved_on is None or approved_on > today:
        faults["approved_on"] = _("Enter the day on which it was approved.")
    return faults


def choice_fault(chosen: list[int], *, standing: Iterable[int], picks: int) -> Any:
    """Why these choices cannot be counted, or ""."""
    if not chosen:
        return _("Choose at least one proposal.")
    if len(chosen) != len(set(chosen)):
        return _("Choose each proposal once.")
    if len(chosen) > picks:
        return _("Choose at most %(most)d proposals.") % {"most": picks}
    if not set(chosen) <= set(standing):
        return _("One of these was taken back meanwhile. Please look again and choose anew; nothing is counted yet.")
    return ""
