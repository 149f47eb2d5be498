"""What keeps coming back to one place in the invented city, and the topics the committee has of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from shapely.geometry import shape

from civic.cases import actions as cases
from civic.cases.models import Case, Topic
from civic.offices.models import Office
from civic.places.models import Area
from civic.places.queries import border_of
from portal.seeding.living import Life, Year
from portal.seeding.staging import walk_to
from portal.seeding.writing import Spot, Story

STEP = 0.00007  # seven metres: nobody stands twice at the same point


@transaction.atomic
def returning(year: Year) -> None:
    """Each `return` of seeds/stories.toml, through the acts: closed and back, until a topic opens by itself; with a
    cause, the committee has named it and the office has told how far it is."""
    while cases.weigh_returns(at=year.now):  # what came back by chance in the year
        pass
    for told in year.writer.stories["return"]:
        last = _come_and_go(year, told)
        cases.weigh_returns(at=last.at)
        topic = Topic.objects.filter(cases=last.case).first()
        if topic is not None and "cause" in told:
            _look_for_the_cause(year, topic, told, at=last.at)


def _come_and_go(year: Year, told: dict[str, Any]) -> Life:
    """Report after report at one place: all closed but the last."""
    border = shape(border_of(Area.objects.get(code=told["district"])))
    spot = year.writer.spot(border)
    slots = year.writer.slots("zh", year.now, spot)
    lives = []
    for turn, (report, days) in enumerate(zip(told["reports"], told["days"], strict=True)):
        at = year.now - timedelta(days=days)
        title, text, answer = (part.format(**slots) for part in report.split("|"))
        here = Spot(spot.road, spot.lat + turn * STEP, spot.lon)
        address = "{road} {no} 号".format(**slots)
        story = Story("complaint", told["matter"], title, text, "zh-hans", here, address, answer=answer)
        life = _bring(year, story, at)
        walk_to(year, life, "closed" if turn + 1 < len(told["reports"]) else "in-hand")
        lives.append(life)
    return lives[-1]


def _bring(year: Year, story: Story, at: datetime) -> Life:
    life = year.bring(story, at, with_point=True)
    life.case = Case.objects.get(pk=life.case.pk)
    return life


def _look_for_the_cause(year: Year, topic: Topic, told: dict[str, Any], *, at: datetime) -> None:
    named = min(year.office_hours(at + timedelta(days=1, hours=3)), year.now - timedelta(hours=3))
    office = Office.objects.get(code=told["remover"].format(district=told["district"]))
    due = (year.now + timedelta(days=told["removed_in"])).date()
    cases.name_cause(topic, by=year.people["sun"], text=told["cause"], office=office, due=due, at=named)
    when = min(year.office_hours(named + timedelta(days=2)), year.now - timedelta(hours=1))
    cases.report_on(topic, by=year.people["chen"], text=told["report"], at=when)
