"""Ground for the volunteers' tests: an organisation, its manager and leader, volunteers, an activity, a shift.

Rows are laid as the acts would leave them; each act has tests of its own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from civic.accounts.models import Person
from civic.lib.sealed import keyed_hash
from civic.shifts.models import Activity, Policy, Shift, ShiftPost, Signup
from civic.volunteers.models import Manager, Organisation, Volunteer, VolunteerIdentity
from tests.people import NOON

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass
class Helpers:
    """An organisation of the city, whoever acts for it, and wu, who volunteers."""

    organisation: Organisation
    luo: Person  # manages it
    leader: Person
    wu: Volunteer
    policy: Policy


def found_helpers() -> Helpers:
    """The volunteers' office with its manager and leader, one volunteer, and an insurance for everybody until a year
    from now."""
    luo, leader = (Person.objects.create_user(handle, name=name) for handle, name in (("luo", "罗"), ("hua", "华")))
    organisation = Organisation.objects.create(
        code="helpers",
        kind="office",
        name_zh_hans="云桥志愿服务中心",
        name_zh_hant="雲橋志願服務中心",
        name_en="Yunqiao Volunteers",
        state="active",
        asked_at=NOON - 90 * DAY,
        answer_due_at=NOON - 87 * DAY,
        decided_at=NOON - 89 * DAY,
    )
    for person, task in ((luo, "manager"), (leader, "leader")):
        Manager.objects.create(
            organisation=organisation, person=person, task=task, named_by=luo, named_at=NOON - 89 * DAY
        )
    policy = Policy.objects.create(
        insurer="云桥保险",
        number="P-1",
        phone="020-12345",
        scope="everybody",
        starts_on=(NOON - 90 * DAY).date(),
        ends_on=(NOON + 365 * DAY).date(),
        covers="意外伤害、往返途中。",
        made_by=luo,
        made_at=NOON - 90 * DAY,
    )
    return Helpers(organisation, luo, leader, volunteer("wu", "吴晓晴"), policy)


def volunteer(
    handle: str, name: str = "", *, born_on: date = date(1996, 5, 1), number: str = "", state: str = "active"
) -> Volunteer:
    """A volunteer with an account and an identity."""
    person = Person.objects.create_user(handle, email=f"{handle}@helpers.example")
    is_taken = state not in ("applied", "declined")
    one = Volunteer.objects.create(
        person=person,
        number=(number or f"V26{person.pk:07d}") if is_taken else None,
        state=state,
        language="zh-hans",
        applied_at=NOON - 80 * DAY,
        answer_due_at=NOON - 77 * DAY,
        decided_at=NOON - 79 * DAY if state != "applied" else None,
        reason="资料不全。" if state == "declined" else "",
    )
    VolunteerIdentity.objects.create(
        volunteer=one,
        name=name or handle,
        sex="female",
        born_on=born_on.isoformat(),
        document="id-card",
        document_number=f"0000{person.pk}",
        document_digest=keyed_hash(f"id-card:0000{person.pk}", purpose="volunteer-document"),
        contact=f"{handle}@helpers.example",
        checked_at=NOON - 79 * DAY,
    )
    return one


def activity(helpers: Helpers, number: str = "A-0001", **other: Any) -> Activity:
    """An activity that everybody may see: at the old bridge, a little dangerous, insured."""
    values = {
        "organisation": helpers.organisation,
        "kind": "patrol",
        "name_zh_hans": "老桥巡灯",
        "name_zh_hant": "老橋巡燈",
        "name_en": "Lamps of the old bridge",
        "summary_zh_hans": "走一圈，记下不亮的灯。",
        "risk_zh_hans": "桥上风大，走人行道，不攀爬。",
        "is_dangerous": True,
        "policy": helpers.policy,
        "lat": 23.13,
        "lon": 113.30,
        "where_zh_hans": "老桥北头",
        "leader": helpers.leader,
        "leader_name": "华组长",
        "leader_phone": "13800138000",
        "state": "shown",
        "made_by": helpers.luo,
        "made_at": NOON - 20 * DAY,
        "shown_at": NOON - 19 * DAY,
    }
    return Activity.objects.create(number=number, **{**values, **other})


def shift(
    of: Activity,
    *,
    starts: datetime = NOON + 4 * DAY,
    hours: float = 2.0,
    places: int = 6,
    number: str = "",
    **other: Any,
) -> Shift:
    """A shift with one post of so many places; its number is its turn, unless one is given."""
    turn = number or f"S-{Shift.objects.count() + 1:04d}"
    values = {
        "starts_at": starts,
        "ends_at": starts + hours * HOUR,
        "cancel_until": starts - DAY,
        "leader": of.leader,
        "changed_at": of.made_at,
    }
    made = Shift.objects.create(activity=of, number=turn, **{**values, **other})
    ShiftPost.objects.create(
        shift=made, order=1, places=places, name_zh_hans="巡查员", name_zh_hant="巡查員", name_en="Walker"
    )
    return made


def coming(to: Shift, who: Volunteer, *, at: datetime = NOON) -> Signup:
    """Somebody who signed up for the first post."""
    post = to.posts.get(order=1)
    return Signup.objects.create(shift=to, post=post, volunteer=who, state="coming", at=at, came_in_at=at)
