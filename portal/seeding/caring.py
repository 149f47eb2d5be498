"""What is seldom in the invented city, so that its pages can be seen: an insurance with names, a pupil whose guardian
agreed on paper, a patrol with its stops."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.actions import ChildTold
from civic.guardians.queries import latest_text
from civic.guardians.rules import VOLUNTEERS, Verified
from civic.places.models import Area
from civic.places.queries import locate
from civic.shifts import actions as shifts
from civic.shifts.actions import PolicyGiven, StopGiven
from civic.shifts.models import Activity, Shift
from civic.volunteers import actions as volunteers
from civic.volunteers.actions import ApplicantTold, PaperTold, Wishes
from civic.volunteers.models import Organisation, Volunteer
from portal.seeding.living import Year

DAY = timedelta(days=1)


def insured_by_name(year: Year, told: dict[str, Any], organisation: Organisation, *, by: Person) -> None:
    """The centre's own policy names some volunteers; one of them was struck off."""
    today = localdate(year.now)
    policy = shifts.add_policy(
        organisation,
        PolicyGiven(
            insurer=told["insurer"],
            number=told["number"],
            phone=told["phone"],
            scope="named",
            starts_on=today - 30 * DAY,
            ends_on=today + 240 * DAY,
            covers=told["covers"],
            most_people=told["most_people"],
        ),
        by=by,
        at=year.now - 30 * DAY,
    )
    for handle in (*told["people"], told["ended"]["handle"]):
        volunteer = Volunteer.objects.get(person__handle=handle)
        named = shifts.name_insured(policy, volunteer, from_on=today - 20 * DAY, by=by, at=year.now - 20 * DAY)
    last = told["ended"]["reason"]
    shifts.end_naming(named, from_on=today - 4 * DAY, reason=last, by=by, at=year.now - 5 * DAY)


def minor_on_paper(year: Year, told: dict[str, Any], *, by: Person, lives_in: str) -> Volunteer:
    """A pupil whose guardian came to the desk with a signed form; the coordinator was checked to work near children."""
    today, began = localdate(year.now), year.now - 12 * DAY
    born = date(today.year - told["years"], 3, 1)
    root = year.people["root"]
    guardians.vet(by, by=root, checked_on=today - 60 * DAY, trained_on=today - 50 * DAY, at=year.now - 40 * DAY)
    person = Person.objects.create_user(told["handle"], name=told["name"], email=f"{told['handle']}@example.com")
    year.people[told["handle"]] = person
    text = latest_text(VOLUNTEERS, at=began)
    assert text is not None
    signed = localdate(began) - DAY
    paper = PaperTold(told["guardian"], told["relation"], "form", signed, "id-card", told["contact"])
    child = ChildTold(told["name"], born, Verified.DESK)
    volunteers.agree_on_paper(person, child, paper, text_digest=text.digest, by=by, at=began)
    applicant = ApplicantTold(
        name=told["name"],
        sex=told["sex"],
        born_on=born,
        document="passport",
        document_number="E00000099",
        contact=person.email,
        lives_in=Area.objects.get(code=lives_in),
        wishes=Wishes(kinds=tuple(told["kinds"])),
    )
    applied = volunteers.apply(applicant, by=person, own_word=True, language="zh-hans", at=began + DAY)
    return volunteers.take_on(applied, by=by, at=began + 2 * DAY)


def patrol_laid(
    activity: Activity, ahead: Sequence[Shift], stops: Sequence[dict[str, Any]], *, by: Person, at: datetime
) -> None:
    """The shifts to come of one activity walk the same cells at the same hours."""
    given = [
        StopGiven(cell=cell, hour=time.fromisoformat(one["hour"]), is_key_road=one.get("is_key_road", False))
        for one in stops
        if (cell := locate(one["lat"], one["lon"]).cell) is not None
    ]
    own = [one for one in ahead if one.activity_id == activity.pk]
    if given and own:
        shifts.plan_patrol(activity, shifts=own, stops=given, call=by, by=by, at=at)
