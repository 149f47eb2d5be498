"""A roster for the tests: offices with somebody on duty, and a matter that is urgent."""

from datetime import date, datetime, time
from typing import Any

from civic.accounts.models import Person
from civic.offices import actions as offices
from civic.offices.models import DutyShift, Matter, Officer
from tests.people import NOON, SINCE, City

MIDNIGHT = time(0, 0)
EVERY_DAY = range(7)


def colleague(city: City, handle: str, role: str, office: str, *, side: str = "act", **given: Any) -> Person:
    """Another officer of an office."""
    person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example", **given)
    offices.appoint(person, side=side, role=role, office=city.office(office), starts=SINCE, at=NOON)
    return person


def on_shift(
    city: City,
    person: Person,
    rank: int,
    *,
    office: str = "dongqiao-lamps",
    by: Person | None = None,
    starts: time = MIDNIGHT,
    ends: time = MIDNIGHT,
    weekday: int | None = None,
    day: date | None = None,
    at: datetime = NOON,
) -> DutyShift:
    """A person on duty; the whole day where no hours are named."""
    return offices.plan_shift(
        city.office(office),
        officer=Officer.objects.get(person=person),
        rank=rank,
        starts=starts,
        ends=ends,
        weekday=weekday,
        day=day,
        by=by or city.shen,
        at=at,
    )


def every_day(city: City, person: Person, rank: int, **given: Any) -> None:
    """A person on duty round the clock, every day."""
    for weekday in EVERY_DAY:
        on_shift(city, person, rank, weekday=weekday, **given)


def urgent(city: City, code: str = "0101", hours: int = 2) -> Matter:
    """The matter, urgent from now on."""
    matter = city.matter(code)
    names = {"zh-hans": "到场"}
    offices.set_limit(matter, stages=[{"key": "there", "names": names, "amount": hours, "unit": "urgent-hours"}])
    return city.matter(code)
