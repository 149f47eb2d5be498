"""What the volunteers of the invented city have served, and what waits at its coordinators' desk these days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone, localdate

from civic.accounts.models import Person
from civic.attendances import actions as attendances
from civic.attendances.queries.codes import leaders_drawing
from civic.honours import actions as honours
from civic.hours import actions as hours
from civic.hours.models import BookEntry
from civic.shifts import actions as shifts
from civic.shifts.actions import NeedGiven
from civic.shifts.models import Activity, Shift
from civic.volunteers.models import Volunteer

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WEEKS = 4
POST = {"name_zh_hans": "志愿者", "name_zh_hant": "志願者", "name_en": "Volunteer"}


@dataclass(frozen=True)
class Held:
    """An activity, and when it is held."""

    activity: Activity
    row: dict[str, Any]

    def on(self, day: date) -> tuple[datetime, datetime] | None:
        """Its hours on a day; None where it is not held."""
        if day.weekday() not in self.row["weekdays"]:
            return None
        starts = datetime.combine(day, time.fromisoformat(self.row["starts"]), tzinfo=get_current_timezone())
        return starts, starts + timedelta(minutes=self.row["minutes"])

    def lay(self, starts: datetime, ends: datetime, *, by: Person, at: datetime) -> Shift:
        """One shift of it."""
        posts = [POST | {"places": self.row["places"]}]
        return shifts.lay_shift(self.activity, starts_at=starts, ends_at=ends, posts=posts, by=by, at=at)


def served(held: list[Held], people: list[Volunteer], *, by: Person, leader: Person, now: datetime) -> None:
    """The last weeks: who signed up came, went, and has her hours, but for the last shift, which waits to be written
    down. The first of `people` objects to one of her lines and has a certificate."""
    past = list(_past(held, now))
    for turn, (starts, ends, one) in enumerate(past):
        shift = one.lay(starts, ends, by=by, at=starts - 6 * DAY)
        for late, volunteer in enumerate(_some(people, turn, min(3, one.row["places"]))):
            _attend(shift, volunteer, late=late)
        attendances.close_shift(shift, went={}, by=leader, at=ends + 30 * MINUTE)
        if ends < past[-1][1]:
            hours.record_shift(shift, by=by, at=min(now, ends + DAY / 2))
    first = people[0]
    assert first.person is not None
    honours.settle_points(at=now)
    honours.issue_certificate(first, by=first.person, at=now - DAY / 2)
    entry = BookEntry.objects.filter(volunteer=first).order_by("-seq").first()
    assert entry is not None
    wanted, words = entry.planned + 30, "收摊的人多，我多留了半个小时帮忙装袋，组长也在。"
    hours.object_to(first, entry=entry, wanted=wanted, words=words, by=first.person, at=now - DAY / 3)


def _past(held: list[Held], now: datetime) -> Iterator[tuple[datetime, datetime, Held]]:
    today = localdate(now)
    for back in range(7 * WEEKS, 0, -1):
        for one in held:
            hours_of_day = one.on(today - back * DAY)
            if hours_of_day is not None:
                yield *hours_of_day, one


def _some(people: list[Volunteer], turn: int, most: int) -> list[Volunteer]:
    return [people[(turn + each) % len(people)] for each in range(most)]


def _attend(shift: Shift, volunteer: Volunteer, *, late: int) -> None:
    """She signs up, and reads the leader's code when she comes and when she goes."""
    assert volunteer.person is not None
    shifts.sign_up(shift, volunteer=volunteer, at=shift.starts_at - 3 * DAY)
    for direction, at in (("in", shift.starts_at + late * MINUTE), ("out", shift.ends_at + late * MINUTE)):
        code = leaders_drawing(shift, at=at).address.rpartition("=")[2]
        attendances.scan(code, direction=direction, by=volunteer.person, at=at)


def comes(ahead: list[Shift], people: list[Volunteer], *, now: datetime) -> None:
    """The days to come: who signed up already. Where all places are taken, the first of `people` stands in line; her
    next shift is another's."""
    first, others = people[0], people[1:]
    taken = next(one for one in ahead if one.posts.get().places <= len(others))
    for volunteer in others[: taken.posts.get().places]:
        shifts.sign_up(taken, volunteer=volunteer, at=now - 2 * DAY)
    shifts.queue_up(taken, volunteer=first, at=now - DAY)
    free = [one for one in ahead if one.activity_id != taken.activity_id]
    for turn, shift in enumerate(free):
        who = [first] if turn == 0 else []
        for volunteer in [*who, *_some(others, turn, 2)]:
            shifts.sign_up(shift, volunteer=volunteer, at=now - DAY)


def asks(told: dict[str, Any], *, now: datetime) -> None:
    """Somebody asked for volunteers yesterday, and waits for an answer."""
    today = localdate(now)
    given = NeedGiven(
        kind=told["kind"],
        title=told["title"],
        words=told["words"],
        wanted_from=today + 5 * DAY,
        wanted_until=today + 33 * DAY,
        people=told["people"],
        who=told["who"],
        where=told["where"],
        contact=told["contact"],
    )
    shifts.file_need(given, at=now - DAY, language="zh-hans")
