"""Those who are named or shown speak up: objections that wait, one decided by a reply beside the answer, a complaint
found unfounded; and what a second person still has to look at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction

from civic.cases.models import Line
from civic.feedback import actions as feedback
from civic.feedback.actions import ObjectionGiven
from civic.handling import actions as handling
from civic.offices.queries import answering_office
from civic.supervision import actions as supervision
from portal.seeding.living import Life, Year
from portal.seeding.writing import Story

DAYS_AGO = {"open": 3.2, "withheld": 4.1}  # handed in; what was decided, and answered before, longer ago
LONG_AGO = 16.0


@transaction.atomic
def objecting(year: Year) -> None:
    """Each story of `objection` in seeds/stories.toml, through the acts, as far as it goes."""
    for place, told in enumerate(year.writer.stories["objection"]):
        _live(year, told, days=DAYS_AGO.get(told["goes"], LONG_AGO) + place / 7)


def _live(year: Year, told: dict[str, Any], *, days: float) -> None:
    at, spot, people = year.now - timedelta(days=days), year.writer.spot(), year.people
    text = year.writer.fill(told["text"], "zh", at, spot)
    story = Story("complaint", told["matter"], told["title"], text, "zh-hans", spot, spot.road["zh"])
    life = year.bring(story, at, with_point=True, email="gu@example.com")

    def act(move: Callable[..., Line], hours: float, **given: object) -> Line:
        soon = min(year.office_hours(life.at + timedelta(hours=hours)), year.now - timedelta(minutes=2))
        line = move(life.case, at=soon, **given)
        life.goes_on(line, soon)
        return line

    act(supervision.publish, 2, by=people["ren"], title=story.title, text=story.text, address=story.address)
    if told["goes"] == "withheld":
        act(supervision.withhold, 20, by=people["ren"], ground=told["ground"], reason=told["why"])
        act(feedback.appeal_withholding, 5, by=life.reporter, text=told["appeal"])
        return
    if told.get("answer"):
        _answer(year, life, act, told["answer"])
    given = ObjectionGiven(
        concern=told["concern"],
        words=told["words"],
        quote=told.get("quote", ""),
        speaks_for=told.get("speaks_for", "person"),
        email="wu@example.com",
    )
    soon = min(life.at + timedelta(hours=5), year.now - timedelta(minutes=1))
    done = feedback.object_to(life.case, given=given, at=soon)
    life.case, life.at = done.objection.case, soon
    if told["goes"] == "open":
        return
    decision = {"objection": done.objection.pk, "remedy": told["goes"], "reason": told["reason"]}
    act(supervision.decide_objection, 20, by=people["mo"], reply=told.get("reply", ""), **decision)


def _answer(year: Year, life: Life, act: Callable[..., Line], text: str) -> None:
    """Accepted, dispatched, taken, answered, checked: so that a reply has something to stand beside."""
    matter = year.matters[life.story.matter]
    act(supervision.accept, 1, by=year.people["lin"], matter=matter)
    found = answering_office(matter, life.case.area, on=life.at.date())
    office = found.office if found else year.anywhere
    hand = year.handlers[office.pk]
    act(handling.dispatch, 2, by=year.people["zhao"], office=office)
    act(handling.take, 3, by=hand)
    act(handling.answer, 30, by=hand, outcome="solved", text=text, language="zh-hans")
    act(supervision.verify, 10, by=year.people["lin"], text="到场看了，与答复一致。")
