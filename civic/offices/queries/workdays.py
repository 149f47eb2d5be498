"""The city's working days: the calendar where it has a row, the week where it has none; and when a limit ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic

from django.conf import settings
from django.db.models import Max, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib import workdays
from civic.lib.refusals import Sentence
from civic.lib.workdays import Desk, IsWorkday, Pause, add_workdays
from civic.offices.models import CalendarChange, WorkDay
from civic.offices.rules import FIRST_MONTH_TO_WARN, week_says

KEPT_SECONDS = 60.0


@dataclass
class _Calendar:
    """What this process keeps of the calendar: some forty rows a year, so all of them."""

    days: dict[date, bool] = field(default_factory=dict)
    confirmed_years: frozenset[int] = frozenset()
    number: int = 0  # the newest change it holds
    good_until: float = 0.0


_kept = _Calendar()


def is_workday(day: date) -> bool:
    """Is this day worked? A row of the calendar wins over the week."""
    return _is_workday()(day)


def by_workdays(start: datetime, days: int) -> datetime:
    """Until when something is due: so many working days after the day of `start`, at the hour the desk closes."""
    return add_workdays(timezone.localtime(start), days, is_workday=_is_workday(), close_of_day=settings.DESK_CLOSES)


def close_of(day: date) -> datetime:
    """When the desk closes on a day, worked or not."""
    return timezone.make_aware(datetime.combine(day, settings.DESK_CLOSES))


def due_after(
    start: datetime, amount: int, unit: str, *, stood: Pause | None = None, held: Sequence[Pause] = ()
) -> datetime:
    """When a limit ends that began at `start`; what was left of it when the clock stopped is added once it goes on."""
    desk = Desk(_is_workday(), settings.DESK_OPENS, settings.DESK_CLOSES)
    return workdays.due_after(timezone.localtime(start), amount, unit, desk=desk, stood=stood, held=held)


def tentative_year(start: datetime, due: datetime) -> int | None:
    """The first year a limit reaches into whose working days are not confirmed, so that its end may move; or None."""
    confirmed = _calendar().confirmed_years
    years = range(timezone.localtime(start).year, timezone.localtime(due).year + 1)
    return next((year for year in years if year not in confirmed), None)


def is_tentative(start: datetime, due: datetime) -> bool:
    """Does a limit reach into a year whose working days are not confirmed?"""
    return tentative_year(start, due) is not None


def calendar_number() -> int:
    """The newest change of the calendar this process reckons by; 0 before the first. Ask before reckoning: what was
    reckoned meanwhile is then never taken for newer than it is."""
    return _calendar().number


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
        # one statement, so that the number is that of these very days; no day was ever entered without a change
        newest = CalendarChange.objects.order_by().values(number=Value(1)).annotate(newest=Max("pk")).values("newest")
        rows = WorkDay.objects.annotate(number=Coalesce(newest, 0)).values_list(
            "day", "is_working", "is_confirmed", "number"
        )
        days: dict[date, bool] = {}
        confirmed: dict[int, bool] = {}
        _kept.number = 0
        for day, is_working, is_confirmed, _kept.number in rows:
            days[day] = is_working
            confirmed[day.year] = confirmed.get(day.year, True) and is_confirmed
        _kept.days = days
        _kept.confirmed_years = frozenset(year for year, all_are in confirmed.items() if all_are)
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept
