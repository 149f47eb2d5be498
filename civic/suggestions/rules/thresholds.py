"""How many have to stand behind a suggestion before the city must answer, and how fast it must then. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

NEEDED_MOST = 1_000_000
ANSWER_DAYS_MOST = 120  # working days: half a year
SUPPORT_DAYS_MOST = 366


@dataclass(frozen=True)
class Obliges:
    """So many supporters within so many days oblige an answer within so many working days."""

    needed: int
    answer_days: int
    support_days: int


USUAL = Obliges(needed=100, answer_days=30, support_days=60)  # where neither the area nor one above it says otherwise


def obliging(known: Mapping[str, Obliges], path: str) -> Obliges:
    """What holds in an area: its own threshold, else that of the nearest area above it, by paths like /1/2/."""
    codes = [code for code in path.split("/") if code]
    for end in range(len(codes), 0, -1):
        if found := known.get(codes[end - 1]):
            return found
    return USUAL


def threshold_faults(said: Obliges) -> dict[str, Any]:
    """What is wrong with a threshold, by field."""
    wrong: dict[str, Any] = {}
    for name, most in (("needed", NEEDED_MOST), ("answer_days", ANSWER_DAYS_MOST), ("support_days", SUPPORT_DAYS_MOST)):
        if not 1 <= getattr(said, name) <= most:
            wrong[name] = _("Give a number between 1 and %(most)d.") % {"most": most}
    return wrong


def is_reached(supports: int, needed: int) -> bool:
    """Do enough people stand behind it?"""
    return needed > 0 and supports >= needed


def share_of(supports: int, needed: int) -> int:
    """How far it is, in percent, for the bar."""
    return min(100, supports * 100 // needed) if needed else 0


def codes_in(paths: Iterable[str]) -> set[str]:
    """The codes of all areas on the way to these."""
    return {code for path in paths for code in path.split("/") if code}
