"""On which days a shift comes again."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LAID_AHEAD = timedelta(weeks=8)  # our own number: people plan two months ahead, not a year
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Recurring:
    """A rota as the rules see it."""

    weekdays: Collection[int]  # 0 is Monday
    from_on: date
    until_on: date
    every_weeks: int = 1
    skips_holidays: bool = True


def rota_days(
    rota: Recurring, *, after: date | None, until: date, is_holiday: Callable[[date], bool] = lambda day: False
) -> Iterator[date]:
    """Its days after one day and up to another, in order. Weeks are counted from the week in which it begins; a day
    off that falls on a weekday is left out where the rota says so."""
    first_monday = rota.from_on - timedelta(days=rota.from_on.weekday())
    day = max(rota.from_on, after + timedelta(days=1)) if after else rota.from_on
    while day <= min(until, rota.until_on):
        weeks = (day - first_monday).days // 7
        is_its_day = day.weekday() in rota.weekdays and weeks % rota.every_weeks == 0
        if is_its_day and not (rota.skips_holidays and is_holiday(day)):
            yield day
        day += timedelta(days=1)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
