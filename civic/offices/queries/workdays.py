"""The city's working days: the calendar where it has a row, the week where it has none."""

from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib import workdays
from civic.lib.refusals import Sentence
from civic.lib.workdays import IsWorkday, add_workdays
from civic.offices.models import WorkDay
from civic.offices.rules import CLOSES_AT, FIRST_MONTH_TO_WARN, week_says

KEPT_SECONDS = 60.0


@dataclass
class _Calendar:
    """What this process keeps of the calendar: some forty rows a year, so all of them."""

    days: dict[date, bool] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()
    good_until: float = 0.0


_kept = _Calendar()


def is_workday(day: date) -> bool:
    """Is this day worked? A row of the calendar wins over the week."""
    return _is_workday()(day)


def by_workdays(start: datetime, days: int) -> datetime:
    """Until when something is due: so many working days after the day of `start`, at the hour the desk closes."""
    return add_workdays(timezone.localtime(start), days, is_workday=_is_workday(), close_of_day=CLOSES_AT)


def workdays_between(start: datetime, end: datetime) -> int:
    """How many working days lie after the day of `start` up to the day of `end`; 0 when it is not later."""
    return workdays.workdays_between(timezone.localtime(start), timezone.localtime(end), is_workday=_is_workday())


def calendar_warning(today: date) -> Sentence:
    """What to tell the desk while this year's working days, from October the next year's, are not confirmed; or ""."""
    years = [today.year, today.year + 1] if today.month >= FIRST_MONTH_TO_WARN else [today.year]
    confirmed = _calendar().confirmed_years
    for year in years:
        if year not in confirmed:
            return format_lazy(
                _(
                    "The working days of {year} are not confirmed yet. Due dates that reach into it may be wrong: "
                    "enter the days the State Council has announced."
                ),
                year=str(year),
            )
    return ""


def forget_calendar() -> None:
    """Read the calendar again at the next question: it has changed."""
    _kept.good_until = 0.0


def _is_workday() -> IsWorkday:
    days = _calendar().days
    return lambda day: days.get(day, week_says(day))


def _calendar() -> _Calendar:
    if monotonic() >= _kept.good_until:
        rows = WorkDay.objects.values_list("day", "is_working", "is_confirmed")
        days: dict[date, bool] = {}
        confirmed: dict[int, bool] = {}
        for day, is_working, is_confirmed in rows:
            days[day] = is_working
            confirmed[day.year] = confirmed.get(day.year, True) and is_confirmed
        _kept.days = days
        _kept.confirmed_years = frozenset(year for year, all_are in confirmed.items() if all_are)
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept
