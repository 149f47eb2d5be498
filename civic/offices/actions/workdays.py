"""Keep the city's calendar of working days. Each change is written down: due dates reckoned before it are reckoned
again."""

from datetime import date

import holidays
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotValid
from civic.offices.actions.facts import YEARS, check_days
from civic.offices.models import CalendarChange, WorkDay
from civic.offices.queries import forget_calendar

SWAPPED = "调休上班"
NAME_LONGEST = 80
NOTE_LONGEST = 200


@transaction.atomic
def set_workday(
    day: date, *, is_working: bool, name: str = "", is_confirmed: bool = True, by: Person | None = None, note: str = ""
) -> WorkDay:
    """A day is worked or not, whatever the week says; the last word counts."""
    check_days(day=day)
    before = WorkDay.objects.filter(day=day).values_list("is_working", "is_confirmed").first()
    workday, _created = WorkDay.objects.update_or_create(
        day=day, defaults={"is_working": is_working, "name": name[:NAME_LONGEST], "is_confirmed": is_confirmed}
    )
    if before != (is_working, is_confirmed):
        _changed(day, by=by, note=note or workday.name)
    return workday


@transaction.atomic
def load_workdays(year: int, *, by: Person | None = None) -> int:
    """Take a year's holidays and swapped working days from the `holidays` package; how many days came new.

    The swapped days of a year are known only once the State Council has announced them: without them nothing is
    confirmed. Days somebody confirmed by hand stay as they are; earlier guesses are replaced.
    """
    if year not in YEARS:
        raise NotValid(fields={"year": _("Choose a year from 2001 to 2099.")})
    calendar = holidays.country_holidays("CN", years=year)
    swapped = {day for day in calendar.weekend_workdays if day.year == year}
    before = _said_of(year)
    WorkDay.objects.filter(day__year=year, is_confirmed=False).delete()
    kept = set(WorkDay.objects.filter(day__year=year).values_list("day", flat=True))
    free = {day: str(name) for day, name in calendar.items() if day.year == year}
    rows = [
        WorkDay(day=day, is_working=False, name=name[:NAME_LONGEST], is_confirmed=bool(swapped))
        for day, name in sorted(free.items())
    ]
    rows += [WorkDay(day=day, is_working=True, name=SWAPPED, is_confirmed=True) for day in sorted(swapped)]
    added = WorkDay.objects.bulk_create([row for row in rows if row.day not in kept])
    changed = {day for day, _is_working, _is_confirmed in before ^ _said_of(year)}
    if changed:
        _changed(min(changed), by=by, note=str(year))
    return len(added)


def _said_of(year: int) -> set[tuple[date, bool, bool]]:
    return set(WorkDay.objects.filter(day__year=year).values_list("day", "is_working", "is_confirmed"))


def _changed(first_day: date, *, by: Person | None, note: str) -> None:
    """Write the change down, and forget what was kept: now, for what this transaction still asks; and again once it is
    there for everybody."""
    CalendarChange.objects.create(first_day=first_day, by=by, note=note[:NOTE_LONGEST])
    forget_calendar()
    transaction.on_commit(forget_calendar)
