"""Suggestions brought to where an office weighs their points."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.handling import actions as handling
from civic.offices import actions as offices
from civic.suggestions import actions
from civic.suggestions.models import Assessment
from tests.people import NOON, SINCE, City
from tests.suggestions.ground import DAY, HOUR, LATER, fresh, opened

POINTS = ["在小公园门口装一张长椅", "湖边装一张长椅", "长椅要有靠背"]
AT_WORK = LATER + 3 * HOUR
SAID: dict[str, Any] = {
    "feasibility": "conditions",
    "cost": 1_250_050,
    "cost_words": "两张长椅连安装，按去年的中标价算。",
    "period": "两个月",
    "law": "《城市绿化条例》第二十条",
    "text": "门口有一处燃气管，要先移开。",
}


def officer(city: City, handle: str, *, role: str = "handler", office: str = "drains") -> Person:
    """Somebody more in a post of the acting side."""
    person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
    offices.appoint(person, side="act", role=role, office=city.office(office), area=None, starts=SINCE, at=NOON)
    return person


def at_office(city: City, *, at: datetime = LATER, **given: Any) -> Case:
    """A suggestion that was taken up and lies with the lamps' office, which works on its answer."""
    case = opened(city, **given)
    actions.take_up(case, by=city.lin, reason="公园下月施工。", at=at)
    handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=at + HOUR)
    handling.take(case, by=city.chen, at=at + 2 * HOUR)
    return fresh(case)


def named(city: City, **given: Any) -> Case:
    """The same, with three points."""
    case = at_office(city, **given)
    actions.name_points(case, by=city.chen, points=POINTS, at=AT_WORK)
    return fresh(case)


def weighed(city: City, case: Case, *weights: str, at: datetime = AT_WORK) -> Case:
    """Each point weighed; all taken unless said otherwise."""
    said = weights or ("taken",) * case.point_count
    told = {number: (weight, f"理由{number}。") for number, weight in enumerate(said, start=1)}
    actions.weigh_points(case, by=city.chen, weights=told, at=at)
    return fresh(case)


def asked(city: City, case: Case, *codes: str, at: datetime = AT_WORK) -> Assessment:
    """The drains' office, or these, asked what they think, within a week; the last of them."""
    chosen = [city.office(code) for code in codes or ("drains",)]
    due = localdate(at + 7 * DAY)
    actions.ask_assessment(case, by=city.chen, offices=chosen, due=due, text="门口能不能装？", at=at)
    return Assessment.objects.latest("pk")


def assessed(assessment: Assessment, *, by: Person, at: datetime = AT_WORK + HOUR, **more: Any) -> Assessment:
    """Handed in."""
    actions.give_assessment(assessment, by=by, given=SAID | more, at=at)
    return Assessment.objects.get(pk=assessment.pk)


def drafted(
    city: City, case: Case, *, outcome: str = "adopted", at: datetime = AT_WORK + 2 * HOUR, **more: Any
) -> Case:
    """An answer that waits for the head."""
    told = {"outcome": outcome, "text": "长椅会装好，谢谢您的建议。"} | more
    handling.answer(case, by=city.chen, at=at, **told)
    return fresh(case)


def answered(
    city: City, case: Case, *, outcome: str = "adopted", at: datetime = AT_WORK + 2 * HOUR, **more: Any
) -> Case:
    """Answered and signed."""
    drafted(city, case, outcome=outcome, at=at, **more)
    handling.sign(case, by=city.shen, at=at + HOUR)
    return fresh(case)
