"""Reckoning in hours and days: which moment a limit ends, with the clock standing still once, and how many working
days lie between two moments.

Pure: the calendar is handed in as a question about a date, the time zone is that of the moments themselves.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

LONGEST_REST = 366  # a calendar that knows no working day in a year is a fault, not a holiday
URGENT_HOURS, WORKING_HOURS, WORKING_DAYS, DAYS = "urgent-hours", "working-hours", "working-days", "days"

IsWorkday = Callable[[date], bool]
Pause = tuple[datetime, datetime]  # the clock stood still from, until


class NoWorkdays(ValueError):
    """The calendar names no working day for more than a year."""


@dataclass(frozen=True)
class Desk:
    """When the desk is open: which days are worked, and from when to when."""

    is_workday: IsWorkday
    opens: time
    closes: time


def due_after(
    start: datetime, amount: int, unit: str, *, desk: Desk, stood: Pause | None = None, held: Sequence[Pause] = ()
) -> datetime:
    """When a limit ends that began at `start`. What was left of it when the clock stopped is added once it goes on;
    beside its own pause it may have been held from without, and where both overlap it stood still once.

    Urgent hours run round the clock, working hours while the desk is open. Of days the day of the start does not count
    (Civil Code of China, article 201), and the last of them ends when the desk closes; where the last of plain days is
    a day off, it is the next working day (article 203). A day counts when the clock runs at its close.
    """
    if amount < 1:
        raise ValueError("A limit of nothing is no limit.")
    pauses = _within(start, [*held] if stood is None else [stood, *held])
    if unit == URGENT_HOURS:
        return _after_urgent_hours(start, amount, pauses)
    if unit == WORKING_HOURS:
        return _after_working_hours(start, timedelta(hours=amount), desk, pauses)
    if unit == WORKING_DAYS:
        return _after_closes(start, amount, desk.is_workday, desk.closes, pauses)
    if unit == DAYS:
        last = _after_closes(start, amount, lambda _day: True, desk.closes, pauses)
        return last if desk.is_workday(last.date()) else _after_closes(last, 1, desk.is_workday, desk.closes, pauses)
    raise ValueError(f"There is no unit {unit!r}.")


def _within(start: datetime, pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses as far as they lie after the start, in the zone of the start: in order, overlapping ones made one."""
    found: list[Pause] = []
    for since, until in sorted(pauses):
        since = max(since.astimezone(start.tzinfo), start)
        until = until.astimezone(start.tzinfo)
        if until <= since:
            continue
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((since, until))
    return found


def _after_urgent_hours(start: datetime, hours: int, pauses: Sequence[Pause]) -> datetime:
    # reckoned in UTC: an hour stays an hour where clocks are put forward
    due = start.astimezone(UTC) + timedelta(hours=hours)
    for since, until in pauses:
        if since < due:
            due += until - since
    return due.astimezone(start.tzinfo)


def _after_working_hours(start: datetime, time_left: timedelta, desk: Desk, pauses: Sequence[Pause]) -> datetime:
    for since, until in pauses:
        due = _spend(start, time_left, desk)
        if since >= due:
            return due
        time_left -= worked_between(start, since, desk=desk)
        start = until
    return _spend(start, time_left, desk)


def _spend(start: datetime, time_left: timedelta, desk: Desk) -> datetime:
    """The moment at which so much time at the open desk has passed; the last minute of a day is still that day."""
    day = start.date()
    if not desk.is_workday(day):
        day = _next_workday(day, desk.is_workday)
    while True:
        opens, closes = _at(day, desk.opens, start), _at(day, desk.closes, start)
        since = max(start, opens)
        if since < closes and time_left <= closes - since:
            return since + time_left
        time_left -= max(closes - since, timedelta())
        day = _next_workday(day, desk.is_workday)


def worked_between(start: datetime, end: datetime, *, desk: Desk) -> timedelta:
    """How long the desk was open between two moments; nothing when the end is not later."""
    spent, day = timedelta(), start.date()
    while day <= end.date():
        if desk.is_workday(day):
            since, until = max(start, _at(day, desk.opens, start)), min(end, _at(day, desk.closes, start))
            spent += max(until - since, timedelta())
        day += timedelta(days=1)
    return spent


def _after_closes(start: datetime, days: int, counts: IsWorkday, closes: time, pauses: Sequence[Pause]) -> datetime:
    """The last of so many closes of days that count, after the day of the start, at which the clock ran."""
    day = start.date()
    while True:
        day = _next_workday(day, counts)
        close = _at(day, closes, start)
        if not any(since < close <= until for since, until in pauses):
            days -= 1
        if not days:
            return close


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
