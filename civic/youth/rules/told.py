"""How the lines of an edition are told at the desk, and how a school's codes are counted so that nobody is singled out.
Pure.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

TOLD: Mapping[str, Any] = {
    "found": _("founded"),
    "show": _("shown to everybody"),
    "move-phase": _("days of a phase moved"),
    "set-tasks": _("tasks of the rounds set"),
    "begin-round": _("first round begun"),
    "place": _("who goes on was said"),
    "appoint": _("little mayors appointed"),
    "hand-over": _("handed over to the next edition"),
    "give-task": _("somebody was given a task"),
    "end-task": _("a task ended"),
    "make-codes": _("codes made for a school"),
    "print-codes": _("codes printed"),
    "reprint-code": _("a lost code printed anew"),
    "void-code": _("a code stopped"),
    "prepare-debate": _("debate prepared, seed sealed"),
    "draw-debate": _("debate drawn by lot"),
    "recheck": _("ages and families’ words looked at anew"),
    "plan-vote": _("vote of the city planned"),
    "open-vote": _("vote of the city approved"),
    "stop-vote": _("vote of the city stopped"),
    "count-vote": _("vote of the city counted"),
}


def news_until(*, moved_at: datetime, due_on: date | None, is_underway: bool, at: datetime) -> datetime:
    """Up to when there is news of a promise: its last step, or the midnight after its day where that passed and it is
    not kept. A family that was told up to then is told nothing twice."""
    if due_on is None or not is_underway or localdate(at) <= due_on:
        return moved_at
    return max(moved_at, make_aware(datetime.combine(due_on + timedelta(days=1), time())))


STEP = 5  # a school's teacher reads fives: one pupil more or less changes nothing she sees


def at_least_used(*, given: int, used: int) -> int:
    """How many codes of a school were used, at least: in fives, and never so close to all that a teacher, who knows her
    class, could tell who refused. 0 where that would tell too much."""
    return max(0, min(used, given - STEP) // STEP * STEP)
