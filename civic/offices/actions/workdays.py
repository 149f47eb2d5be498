"""Keep the city's calendar of working days."""

from datetime import date

import holidays
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.offices.models import WorkDay
from civic.offices.queries import forget_calendar

SWAPPED = "调休上班"
NAME_LONGEST = 80


@transaction.atomic
def set_workday(day: date, *, is_working: bool, name: str = "", is_confirmed: bool = True) -> WorkDay:
    """A day is worked or not, whatever the week says; the last word counts."""
    workday, _created = WorkDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "name": name[:NAME_LONGEST], "is_confirmed": is_confirmed}
    )
    _forget()
    return workday


@transaction.atomic
def load_workdays(year: int) -> int:
    """Take a year's holidays and swapped working days from the `holidays` package; how many days came new.

    The swapped days of a year are known only once the State Council has announced them: without them nothing is
    confirmed. Days somebody confirmed by hand stay as they are; earlier guesses are replaced.
    """
    if not 2001 <= year <= 2099:
        raise NotValid(fields={"year": _("Choose a year from 2001 to 2099.")})
    calendar = holidays.country_holidays("CN", years=year)
    swapped = {day for day in calendar.weekend_workdays if day.year == year}
    WorkDay.objects.filter(day__year=year, is_confirmed=False).delete()
    kept = set(WorkDay.objects.filter(day__year=year).values_list("day", flat=True))
    free = {day: str(name) for day, name in calendar.items() if day.year == year}
    rows = [
        WorkDay(day=day, is_working=False, name=name[:NAME_LONGEST], is_confirmed=bool(swapped))
        for day, name in sorted(free.items())
    ]
    rows += [WorkDay(day=day, is_working=True, name=SWAPPED, is_confirmed=True) for day in sorted(swapped)]
    added = WorkDay.objects.bulk_create([row for row in rows if row.day not in kept])
    _forget()
    return len(added)


def _forget() -> None:
    """Now, for what this transaction still asks; and again once it is there for everybody."""
    forget_calendar()
    transaction.on_commit(forget_calendar)
