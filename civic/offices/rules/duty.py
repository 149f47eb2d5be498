"""The hours of a duty roster: how a shift is told, which pattern a day follows, what overlaps, when nobody is there.
Pure: hours are minutes from the midnight a shift's own day begins with."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.rules.sides import Role, Side

DAY = 24 * 60
WEEK = 7 * DAY
CALL_MINUTES = 10  # before the next person is called, unless an office says otherwise
CALL_MINUTES_RANGE = (2, 120)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
_FRIDAY, _SATURDAY, _SUNDAY = 4, 5, 6


class Rank(IntegerChoices):
    """Who is called when: the first, the second where the first does not answer, then the head."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    HEAD = 3, _("head")


class Hours(NamedTuple):
    """From when to when, in minutes; the end may lie in the next day."""

    starts: int
    ends: int


def hours_of_shift(starts: time, ends: time) -> Hours:
    """The hours as two times of the day tell them: an end no later than the beginning is one of the next day, so that
    00:00 to 00:00 is a whole day."""
    first, last = starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
    return Hours(first, last if last > first else last + DAY)


def clock_of(minute: int) -> str:
    """A minute as a clock shows it; the end of a day is 24:00."""
    within = minute if minute == DAY else minute % DAY
    return f"{within // 60:02d}:{within % 60:02d}"


def pattern_day(day: date, *, is_worked: bool) -> int:
    """Which day of the weekly pattern a day follows: its own; a holiday within the week that of Sunday, a weekend that
    is worked instead that of Friday."""
    weekday = day.weekday()
    if weekday < _SATURDAY:
        return weekday if is_worked else _SUNDAY
    return _FRIDAY if is_worked else weekday


def overlap(one: Hours, other: Hours) -> bool:
    """Do these hours, counted from one midnight, have a minute in common?"""
    return one.starts < other.ends and other.starts < one.ends


def overlap_in_week(day: int, one: Hours, other_day: int, other: Hours) -> bool:
    """Do two shifts of the weekly pattern have a minute in common? Sunday night runs into Monday."""
    apart = (other_day - day) * DAY
    return any(overlap(one, Hours(other.starts + apart + turn, other.ends + apart + turn)) for turn in (-WEEK, 0, WEEK))


def gaps(covered: Iterable[Hours], *, until: int = DAY) -> list[Hours]:
    """The minutes from 0 on that none of these hours covers."""
    found, reached = [], 0
    for hours in sorted(covered):
        if hours.starts > reached:
            found.append(Hours(reached, min(hours.starts, until)))
        reached = max(reached, hours.ends)
        if reached >= until:
            return found
    return [*found, Hours(reached, until)]


def minutes_fault(minutes: int) -> Sentence:
    """Why the next person cannot be called after so long, or ""."""
    least, most = CALL_MINUTES_RANGE
    return "" if least <= minutes <= most else _("Choose from 2 to 120 minutes.")


def may_keep_roster(
    *, side: str, roles_here: Sequence[str], is_of_command: bool, is_checking_office: bool, is_acting_office: bool
) -> bool:
    """May this officer change the roster of an office? Its head; for whoever acts, the command centre; an office that
    checks keeps its own, for whoever acts appoints nobody who checks."""
    if Role.HEAD in roles_here:
        return True
    if is_checking_office:
        return Role.SUPERVISOR in roles_here
    return is_acting_office and side == Side.ACT and is_of_command
