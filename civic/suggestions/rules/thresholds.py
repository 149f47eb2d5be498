"""How many have to stand behind a suggestion before the city must answer, and how fast it must then. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

NEEDED_MOST = 1_000_000
ANSWER_DAYS_MOST = 120  # working days: half a year
SUPPORT_DAYS_MOST = 366
AHEAD_MOST = 366
REASON_LONGEST = 1000
KEEPERS = frozenset({"supervisor"})
NO_KEEPER = _("Thresholds are set by administrators, and by supervisors for the areas of their post.")
NOT_YOUR_AREA = _("This area lies outside your post. Its own supervisor sets its threshold, or an administrator.")


@dataclass(frozen=True)
class Obliges:
    """So many supporters within so many days oblige an answer within so many working days."""

    needed: int
    answer_days: int
    support_days: int


@dataclass(frozen=True)
class Since:
    """What an area sets from a day on (None: from the beginning); None: it goes by the area above."""

    since: date | None
    obliges: Obliges | None


USUAL = Obliges(needed=100, answer_days=30, support_days=60)  # where neither the area nor one above it says otherwise


def holding_on(steps: Sequence[Since], day: date) -> Obliges | None:
    """What an area itself sets on a day, by its steps in their order; None: it goes by the area above."""
    held = [step for step in steps if step.since is None or step.since <= day]
    return held[-1].obliges if held else None


def obliging(known: Mapping[str, Obliges], path: str) -> Obliges:
    """What holds in an area: its own threshold, else that of the nearest area above it, by paths like /1/2/."""
    return known.get(obliged_from(known, path), USUAL)


def obliged_from(known: Mapping[str, Obliges], path: str) -> str:
    """The code of the area whose threshold holds here; "" where none is set and the usual one holds."""
    codes = [code for code in path.split("/") if code]
    return next((code for code in reversed(codes) if code in known), "")


def threshold_faults(said: Obliges | None, *, reason: str, since: date | None, today: date) -> dict[str, Any]:
    """What is wrong with a threshold, by field; nothing is set for days that are over."""
    wrong: dict[str, Any] = {}
    if since is None or not today <= since <= today + timedelta(days=AHEAD_MOST):
        wrong["since"] = _("Name a day from today on, within a year.")
    if not reason or len(reason) > REASON_LONGEST:
        wrong["reason"] = _("Say why it is changed, in up to %(most)d characters.") % {"most": REASON_LONGEST}
    if said is None:
        return wrong
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
