"""Who is on duty in the invented city, round the clock, and the calls of last night."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from civic.accounts.models import Person
from civic.cases import actions as cases
from civic.cases.models import CallOut, Case
from civic.offices import actions as offices
from civic.offices.models import Office, Officer
from portal.seeding.living import Year

MORNING, EVENING, MIDNIGHT = time(8, 30), time(17, 30), time(0)
COLLEAGUES = (  # handle, name, side, role, office
    ("tan", "谭", "act", "handler", "lighting-990102"),
    ("kong", "孔", "act", "handler", "lighting-990102"),
    ("heng", "衡", "act", "head", "command"),
    ("bao", "鲍", "act", "dispatcher", "command"),
)
URGENT = "0301"  # a cover is missing
WATER = "0406"  # a burst main
LAMPS, COMMAND, SUPERVISION = "lighting-990102", "command", "supervision"


@transaction.atomic
def rosters(year: Year) -> None:
    """The lamps of Dongqiao, the command centre and supervision are there at every hour; the offices that answer for
    what is urgent have somebody first, and nobody second."""
    long_ago = year.now - timedelta(days=60)
    for handle, name, side, role, office in COLLEAGUES:
        person = Person.objects.create_user(handle, name=name, email=f"{handle}@example.com")
        place = Office.objects.get(code=office)
        offices.appoint(person, side=side, role=role, office=place, starts=long_ago.date(), at=long_ago)
        year.people[handle] = person
    for handle in ("lin", "fang", "zhao", "chen", "shen"):
        offices.set_duty_contact(by=year.people[handle], email=f"{handle}@example.com", at=long_ago)
    _round_the_clock(year, LAMPS, day="chen", night="tan", second="kong", by="shen", at=long_ago)
    _round_the_clock(year, COMMAND, day="zhao", night="bao", second="heng", by="heng", at=long_ago)
    _round_the_clock(year, SUPERVISION, day="lin", night="fang", second="", by="lin", at=long_ago)
    for code in _answering(year):
        if code not in (LAMPS, COMMAND, SUPERVISION):
            hand = year.handlers[Office.objects.get(code=code).pk]
            offices.set_duty_contact(by=hand, email=f"{hand.handle}@example.com", at=long_ago)
            _every_day(hand, 1, code, MIDNIGHT, MIDNIGHT, by=year.people["heng"], at=long_ago)


def _answering(year: Year) -> list[str]:
    """The offices that answer for what may be called out at night."""
    matters = [year.matters[code] for code in (URGENT, WATER)]
    offices_of = Office.objects.filter(stewardships__matter__in=matters, is_active=True).distinct()
    return sorted(code for code in offices_of.values_list("code", flat=True))


def _round_the_clock(year: Year, office: str, *, day: str, night: str, second: str, by: str, at: datetime) -> None:
    keeper = year.people[by]
    _every_day(year.people[day], 1, office, MORNING, EVENING, by=keeper, at=at)
    _every_day(year.people[night], 1, office, EVENING, MORNING, by=keeper, at=at)
    if second:
        _every_day(year.people[second], 2, office, MIDNIGHT, MIDNIGHT, by=keeper, at=at)


def _every_day(person: Person, rank: int, office: str, starts: time, ends: time, *, by: Person, at: datetime) -> None:
    offices.plan_every_week(
        Office.objects.get(code=office),
        officer=Officer.objects.get(person=person),
        rank=rank,
        starts=starts,
        ends=ends,
        weekdays=range(7),
        by=by,
        at=at,
    )


@transaction.atomic
def calls(year: Year) -> None:
    """Two urgent cases: one of last night, which whoever was on duty took at once, and one of just now, which waits."""
    night = make_aware(datetime.combine(localtime(year.now).date() - timedelta(days=1), time(23, 40)))
    waiting = CallOut.objects.filter(case=_cover_is_missing(year, night), state="waiting").order_by("pk")
    for minutes, callout in enumerate(waiting, start=3):
        first = callout.calls.select_related("officer__person").first()
        if first is not None:
            soon = night + timedelta(minutes=minutes)
            cases.acknowledge(callout, by=first.officer.person, reply="on-my-way", at=soon)
    _cover_is_missing(year, year.now - timedelta(minutes=2))


def _cover_is_missing(year: Year, at: datetime) -> Case:
    """Somebody reports a cover that is missing."""
    told = next(one for one in year.writer.matters if one["code"] == URGENT)
    story = year.writer.story(at, matter=told, language="zh")
    given = cases.ReportGiven(
        kind="complaint",
        text=story.text,
        title=story.title,
        matter=year.matters[URGENT],
        lat=story.spot.lat,
        lon=story.spot.lon,
        address=story.address,
        language=story.language,
    )
    return cases.file_case(given, at=at).case
