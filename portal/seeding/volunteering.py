"""Volunteers of the invented city: who recruits, a course, an insurance, shifts of these days, and what was served."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.courses import actions as courses
from civic.courses.actions import CourseTold, QualificationTold
from civic.courses.models import Course, Qualification
from civic.guardians import actions as guardians
from civic.honours import actions as honours
from civic.places.models import Area
from civic.shifts import actions as shifts
from civic.shifts.actions import ActivityGiven, PolicyGiven
from civic.shifts.models import Activity, Policy, Shift
from civic.volunteers import actions as volunteers
from civic.volunteers.actions import ApplicantTold, OrganisationTold, Wishes
from civic.volunteers.models import Organisation, Volunteer
from portal.seeding.caring import insured_by_name, minor_on_paper, patrol_laid
from portal.seeding.living import Year
from portal.seeding.serving import Held, asks, comes, served

DAY = timedelta(days=1)
BEGAN = 120  # days ago
AHEAD = 10  # days of shifts to come
CAST = (("luo", "罗协调", "luo@example.com"), ("hua", "华组长", ""), ("wu", "吴晓晴", "wu-helps@example.com"))


@dataclass(frozen=True)
class Ground:
    """What every shift stands on."""

    organisation: Organisation
    policy: Policy
    patrol: Qualification
    luo: Person
    leader: Person


def volunteering(year: Year) -> None:
    """The city's volunteers, from the first organisation to the shifts of next week."""
    told = tomllib.loads((year.seeds.folder / "volunteers.toml").read_text(encoding="utf-8"))
    began = year.now - BEGAN * DAY
    for handle, name, email in CAST:
        year.people[handle] = Person.objects.create_user(handle, name=name, email=email, is_staff=handle == "luo")
    ground = _ground(year, told, began)
    course = _course(ground, told["course"], at=began + 6 * DAY)
    wu = _volunteer(year, ground, "wu", told["volunteer"]["wu"], at=began + 7 * DAY)
    _pass(course, wu, told["course"], at=began + 8 * DAY)
    people = [wu, *_others(year, ground, told, at=began + 9 * DAY)]
    held = [Held(_activity(year, ground, row, at=began + 10 * DAY), row) for row in told["activity"]]
    open_to_all = [one for one in held if not one.row.get("needs_training") and not one.row.get("is_near_children")]
    served(open_to_all, people, by=ground.luo, leader=ground.leader, now=year.now)
    ahead = [shift for one in held for shift in _shifts(year, ground, one)]
    comes([one for one in ahead if one.activity_id in {each.activity.pk for each in open_to_all}], people, now=year.now)
    asks(told["need"], now=year.now)
    insured_by_name(year, told["named"], ground.organisation, by=ground.luo)
    minor_on_paper(year, told["minor"], by=ground.luo, lives_in=told["volunteer"]["wu"]["lives_in"])
    patrol_laid(held[0].activity, ahead, told["stop"], by=ground.luo, at=year.now - DAY)


def _ground(year: Year, told: dict[str, Any], began: datetime) -> Ground:
    root, luo, leader = year.people["root"], year.people["luo"], year.people["hua"]
    city = told["organisation"]
    organisation = volunteers.found_coordinators(
        OrganisationTold("office", names=_three(city["names"]), about=_three(city["about"]), contact="020-12345"),
        code="yunqiao-volunteers",
        manager=luo,
        by=root,
        at=began,
    )
    volunteers.name_manager(organisation, person=leader, task="leader", by=luo, at=began + DAY)
    guardians.write_consent_text(
        "volunteers",
        child=_three(told["consent"]["child"]),
        adult=_three(told["consent"]["adult"]),
        by=root,
        at=began + DAY,
    )
    insured = told["policy"]
    policy = shifts.add_policy(
        None,
        PolicyGiven(
            insurer=insured["insurer"],
            number=insured["number"],
            phone=insured["phone"],
            scope="everybody",
            starts_on=localdate(began),
            ends_on=localdate(year.now + 240 * DAY),
            covers=insured["covers"],
        ),
        by=luo,
        at=began + 2 * DAY,
    )
    patrol = courses.write_qualification(
        QualificationTold("patrol", kind="course", names=_three(told["qualification"]), lasts_months=12),
        by=luo,
        at=began + 3 * DAY,
    )
    honours_from = localdate(began + 5 * DAY)
    honours.write_policy(
        from_on=honours_from,
        hours=[100, 300, 600, 1000, 1500],
        months=[0, 0, 0, 0, 0],
        least_quality=None,
        source=told["stars"],
        by=luo,
        at=began + 4 * DAY,
    )
    return Ground(organisation, policy, patrol, luo, leader)


def _course(ground: Ground, told: dict[str, Any], *, at: datetime) -> Course:
    made = courses.write_course(
        ground.organisation,
        CourseTold(
            code="patrol",
            way="read",
            minutes=30,
            names=_three(told["names"]),
            summaries=_three(told["summaries"]),
            words=_three(told["words"]),
            tests=_three(told["tests"]),
            gives=ground.patrol,
        ),
        by=ground.luo,
        at=at,
    )
    return courses.offer_course(made, by=ground.luo, at=at)


def _others(year: Year, ground: Ground, told: dict[str, Any], *, at: datetime) -> list[Volunteer]:
    """Those who help beside the cast, and one who applied yesterday."""
    for row in (*told["helper"], told["applicant"]):
        handle = row["handle"]
        year.people[handle] = Person.objects.create_user(handle, name=row["name"], email=f"{handle}@example.com")
    same = {key: told["volunteer"]["wu"][key] for key in ("document", "lives_in")}
    for turn, row in enumerate((*told["helper"], told["applicant"]), start=2):
        row |= same | {"document_number": f"E{turn:08}"}
    _apply(year, told["applicant"]["handle"], told["applicant"], at=year.now - DAY)
    return [_volunteer(year, ground, row["handle"], row, at=at) for row in told["helper"]]


def _volunteer(year: Year, ground: Ground, handle: str, told: dict[str, Any], *, at: datetime) -> Volunteer:
    return volunteers.take_on(_apply(year, handle, told, at=at), by=ground.luo, at=at + DAY / 4)


def _apply(year: Year, handle: str, told: dict[str, Any], *, at: datetime) -> Volunteer:
    applicant = ApplicantTold(
        name=told["name"],
        sex=told["sex"],
        born_on=date.fromisoformat(told["born_on"]),
        document=told["document"],
        document_number=told["document_number"],
        contact=year.people[handle].email,
        lives_in=Area.objects.get(code=told["lives_in"]),
        wishes=Wishes(kinds=tuple(told["kinds"])),
    )
    return volunteers.apply(applicant, by=year.people[handle], language="zh-hans", at=at)


def _pass(course: Course, volunteer: Volunteer, told: dict[str, Any], *, at: datetime) -> None:
    assert volunteer.person is not None
    courses.pass_course(course, volunteer=volunteer, answers=told["right"], by=volunteer.person, at=at)


def _activity(year: Year, ground: Ground, row: dict[str, Any], *, at: datetime) -> Activity:
    area = Area.objects.get(code=row["area"])
    texts: dict[str, Any] = {
        f"{name}_{column}": _three(row[name]).get(language, "")
        for name in ("name", "summary", "risk", "bring", "where")
        for language, column in (("zh-hans", "zh_hans"), ("zh-hant", "zh_hant"), ("en", "en"))
    }
    made = shifts.make_activity(
        ground.organisation,
        ActivityGiven(
            kind=row["kind"],
            policy=ground.policy if row["is_dangerous"] else None,
            is_dangerous=row["is_dangerous"],
            is_near_children=row.get("is_near_children", False),
            qualification=ground.patrol if row.get("needs_training") else None,
            area=area,
            lat=row["lat"],
            lon=row["lon"],
            leader=ground.leader,
            leader_name="华组长",
            leader_phone="13800138000",
            **texts,
        ),
        by=ground.luo,
        at=at,
    )
    return shifts.show_activity(made, by=ground.luo, at=at)


def _shifts(year: Year, ground: Ground, one: Held) -> list[Shift]:
    """So many days ahead, on the weekdays it is held."""
    days = (one.on(localdate(year.now) + ahead * DAY) for ahead in range(1, AHEAD + 1))
    return [one.lay(*day, by=ground.luo, at=year.now - 3 * DAY) for day in days if day is not None]


def _three(told: dict[str, str]) -> dict[str, str]:
    return {"zh-hans": told["zh-hans"], "zh-hant": told.get("zh-hant", ""), "en": told.get("en", "")}
