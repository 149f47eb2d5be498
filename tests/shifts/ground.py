"""What tests of shifts stand on: volunteers by the dozen, a minor and its mother, what a manager says."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from civic.accounts.models import Person
from civic.guardians.models import Child, Guardianship, Identity
from civic.notices.models import Notice
from civic.shifts.actions import ActivityGiven
from civic.shifts.models import Shift
from civic.volunteers.models import Volunteer
from tests.people import NOON
from tests.volunteers.ground import Helpers, volunteer

A_POST = {"posts-1-name": "巡查员", "posts-1-places": "6", "posts-1-least": "2"}  # as a form sends it
ONE_POST = [{"name_zh_hans": "巡查员", "places": 2, "least": 1}]


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a day by the clocks of the city."""
    return make_aware(datetime.combine(day, time(hour, minute)))


def days_on(days: int, hour: int = 14, minute: int = 0) -> datetime:
    """An hour so many days after the present of the tests."""
    return on(NOON.date() + timedelta(days=days), hour, minute)


def given(helpers: Helpers, **changes: Any) -> ActivityGiven:
    """What a manager says of the lamps of the old bridge."""
    told: dict[str, Any] = {
        "kind": "patrol",
        "name_zh_hans": "老桥巡灯",
        "summary_zh_hans": "走一圈，记下不亮的灯。",
        "risk_zh_hans": "桥上风大，走人行道。",
        "where_zh_hans": "老桥北头",
        "is_dangerous": True,
        "policy": helpers.policy,
        "lat": 23.13,
        "lon": 113.30,
        "leader": helpers.leader,
        "leader_name": "华组长",
    }
    return ActivityGiven(**(told | changes))


def many(count: int) -> list[Volunteer]:
    """So many grown-up volunteers."""
    return [volunteer(f"helper{n}") for n in range(count)]


def minor(handle: str = "xiaoyu", *, born_on: date = date(2011, 3, 1)) -> tuple[Volunteer, Guardianship]:
    """A volunteer of fifteen, and its mother."""
    one = volunteer(handle, born_on=born_on)
    child = Child.objects.create(made_at=NOON)
    Identity.objects.create(child=child, name=handle, born_on=born_on.isoformat(), verified="desk", verified_at=NOON)
    mother = Person.objects.create_user(f"mother-of-{handle}", email=f"mother-of-{handle}@example.com")
    ward = Guardianship.objects.create(
        child=child, person=mother, relation="mother", verified="contact", verified_at=NOON
    )
    Volunteer.objects.filter(pk=one.pk).update(child=child)
    return Volunteer.objects.select_related("person", "child").get(pk=one.pk), ward


def told(verb: str) -> int:
    """How many messages of this verb were queued."""
    return Notice.objects.filter(verb=verb).count()


def states(shift: Shift) -> list[tuple[str, str]]:
    """Who stands how to a shift: handles and states in the order in which they came."""
    rows = shift.signups.order_by("pk").values_list("volunteer__person__handle", "state")
    return [(handle, state) for handle, state in rows]
