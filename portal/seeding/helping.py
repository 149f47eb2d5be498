"""Cases on which several work: a lead, a firm, volunteers, a residents' committee; and levels told of what waits."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from shapely.geometry import shape

from civic.cases import actions as cases
from civic.cases.models import Deadline, DeadlineKind, Task
from civic.handling import actions as handling
from civic.offices.models import Office
from civic.places.models import Area
from civic.places.queries import border_of
from civic.supervision import actions as supervision
from portal.seeding.living import Life, Year

DISTRICT_OF_CHEN = "990102"
COMMITTEE_OF_PING = "committee-990102001001"


@transaction.atomic
def helping(year: Year) -> None:
    """Two cases of Chen's with tasks at every stage, so that whoever does one finds it on the phone."""
    first, second = _taken(year, days=4.4), _taken(year, days=2.6)
    at = first.at
    firm = _give(year, first, "delegated", "lamp-firm", "firm_task", at, days=4, public="firm_public", mandatory=True)
    team = _give(year, first, "delegated", "night-watch", "team_task", at, days=2, public="team_public")
    _give(year, first, "delegated", COMMITTEE_OF_PING, "committee_task", at, days=3, public="committee_public")
    _give(year, first, "upstream", "planning", "upstream_task", at, days=30, public="upstream_public", root="planning")
    hour = timedelta(hours=1)
    handling.accept_task(team, by=year.people["hui"], at=at + hour)
    handling.accept_task(firm, by=year.people["gang"], at=at + 2 * hour)
    handling.report_task(team, by=year.people["hui"], text=_words(year, first, "team_report"), at=at + 20 * hour)
    handling.confirm_task(team, by=year.people["chen"], text=_words(year, first, "team_result"), at=at + 21 * hour)
    _give(year, second, "joint", "traffic-police", "joint_task", second.at, days=5, public="joint_public")
    done = _give(year, second, "delegated", COMMITTEE_OF_PING, "committee_look", second.at, days=2)
    handling.accept_task(done, by=year.people["ping"], at=second.at + hour)


def _taken(year: Year, *, days: float) -> Life:
    """A lamp in Chen's district that is dark, published and in Chen's hands."""
    lamp = next(one for one in year.writer.matters if one["code"] == "0101")
    at = year.now - timedelta(days=days)
    border = shape(border_of(Area.objects.get(code=DISTRICT_OF_CHEN)))
    story = year.writer.story(at, matter={**lamp, "zh": lamp["zh"][:4]}, district=border, language="zh")
    life = year.bring(story, at, with_point=True)
    people, office = year.people, Office.objects.get(code=f"lighting-{DISTRICT_OF_CHEN}")
    steps: tuple[tuple[Any, dict[str, Any]], ...] = (
        (
            supervision.publish,
            {"by": people["mo"], "title": story.title, "text": story.text, "address": story.address},
        ),
        (supervision.accept, {"by": people["lin"], "matter": year.matters["0101"]}),
        (handling.dispatch, {"by": people["zhao"], "office": office}),
        (handling.take, {"by": people["chen"]}),
    )
    for act, given in steps:
        when = min(year.office_hours(life.at + timedelta(hours=1)), year.now - timedelta(hours=26))
        life.goes_on(act(life.case, at=when, **given), when)
    return life


def _give(year: Year, life: Life, kind: str, to: str, words: str, at: datetime, **more: Any) -> Task:
    public = _words(year, life, more.pop("public")) if "public" in more else ""
    line = handling.give_task(
        life.case,
        by=year.people["chen"],
        task=kind,
        office=Office.objects.get(code=to),
        text=_words(year, life, words),
        place=life.story.address,
        public=public,
        at=at,
        **more,
    )
    return Task.objects.get(given=line)


def _words(year: Year, life: Life, what: str) -> str:
    return year.writer.say(what, life.at, life.story.spot)


def rising(year: Year) -> None:
    """The sweep of the past weeks: every level whose time was over is told, when it was."""
    waiting = Deadline.objects.filter(kind=DeadlineKind.RUNG, done_at__isnull=True, due_at__lt=year.now)
    for due, moved in list(waiting.order_by("due_at", "pk").values_list("due_at", "case__moved_at")):
        cases.escalate(at=min(max(due, moved), year.now))
    cases.tell_late_tasks(at=year.now)
