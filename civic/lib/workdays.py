"""Reckoning in working days: which moment a limit of so many working days ends, and how many lie between two moments.

Pure: the calendar is handed in as a question about a date, the time zone is that of the moments themselves.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

LONGEST_REST = 366  # a calendar that knows no working day in a year is a fault, not a holiday

IsWorkday = Callable[[date], bool]


class NoWorkdays(ValueError):
    """The calendar names no working day for more than a year."""


def add_workdays(start: datetime, days: int, *, is_workday: IsWorkday, close_of_day: time) -> datetime:
    """When a limit of so many working days ends: at close of the last of them.

    The day of the start does not count (Civil Code of China, article 201), nor do days off. No days at all ends at
    close of the same day, or of the next working day if that is a day off or past close.
    """
    if days < 0:
        raise ValueError("A limit has no negative number of days.")
    day = start.date()
    if days == 0:
        if is_workday(day) and start.timetz().replace(tzinfo=None) <= close_of_day:
            return _at(day, close_of_day, start)
        days = 1
    for _day in range(days):
        day = _next_workday(day, is_workday)
    return _at(day, close_of_day, start)


def workdays_between(start: datetime, end: datetime, *, is_workday: IsWorkday) -> int:
    """How many working days lie after the day of the start, up to the day of the end; 0 when the end is not later.

    So the end of a limit of `days` lies `days` after its start: `workdays_between(s, add_workdays(s, n)) == n`.
    """
    last = end.astimezone(start.tzinfo).date() if start.tzinfo else end.date()
    first = start.date()
    return sum(is_workday(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))


def _next_workday(day: date, is_workday: IsWorkday) -> date:
    for _day in range(LONGEST_REST):
        day += timedelta(days=1)
        if is_workday(day):
            return day
    raise NoWorkdays(f"The calendar knows no working day in the year before {day}.")


def _at(day: date, close_of_day: time, start: datetime) -> datetime:
    return datetime.combine(day, close_of_day, tzinfo=start.tzinfo)
