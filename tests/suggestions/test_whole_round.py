"""One whole round through the acts: ideas, support to the threshold, assessed by two offices, thirty answers published
together, one of them adopted and promised, a stage of that missed and marked, and kept in the end."""

from collections import Counter
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from civic.cases.models import Case, Line
from civic.cases.queries import first_broken_line
from civic.cases.rules import Station
from civic.desk.actions import Asked, start_batch, work_batch
from civic.following import actions as following
from civic.following.models import News
from civic.handling import actions as handling
from civic.promises import actions as promises
from civic.promises.models import Promise
from civic.suggestions import actions
from tests.people import NOON, City
from tests.promises.ground import fresh as marked
from tests.promises.ground import given as promise_given
from tests.suggestions.ground import DAY, HOUR, both, fresh, resident, running, suggested, supported, threshold
from tests.suggestions.weighing import POINTS, SAID, asked, assessed, drafted, officer, weighed

pytestmark = pytest.mark.django_db
OCCASION = "望江路征集答复日"
MANY = 30
EN = {"accept-language": "en"}


def test_a_round_goes_from_ideas_to_a_promise_that_is_kept(city: City, client: Client) -> None:
    following.read_timeline(at=NOON)
    cases = _supported_ideas(city)
    first = fresh(cases[0])
    _assessed_by_two(city, first, at=NOON + 2 * DAY)
    day = NOON + 10 * DAY
    _drafted_and_signed(city, cases, at=day)
    assert not News.objects.filter(line__verb="answer").exists()
    page = client.get(f"/suggestions/{first.number}/", headers=EN).content.decode()
    assert "How each point weighed" not in page
    assert SAID["cost_words"] not in page

    at = day + 4 * HOUR
    chosen = [Asked(case, case.last_seq, {}) for case in Case.objects.filter(station=Station.READY)]
    batch = work_batch(start_batch(chosen, "release", by=city.shen, at=at), at=at)
    assert Counter(batch.items.values_list("state", flat=True)) == {"done": MANY}
    assert Case.objects.filter(state="closed", outcome="adopted", answered_at=at).count() == MANY
    assert Line.objects.filter(verb="answer", at=at).count() == MANY
    assert first_broken_line(first) is None
    page = client.get(f"/suggestions/{first.number}/", headers=EN).content.decode()
    assert "How each point weighed" in page
    assert SAID["cost_words"] in page
    assert SAID["text"] not in page  # the answer did not take it over
    _supporters_hear(cases, at=at)
    _promised_and_kept(city, fresh(first), client, at=at + HOUR)


def _supported_ideas(city: City) -> list[Case]:
    """Thirty ideas of a round, each with two supporters, all of them dispatched to the lamps."""
    threshold(city, 2)
    riverside = running(city, spans=both())
    people = [resident(name) for name in ("anna", "boris")]
    cases = [fresh(suggested(city, invitation=riverside)) for _number in range(MANY)]
    for case in cases:
        actions.open_for_support(case, by=city.lin, at=NOON + HOUR)
        supported(fresh(case), *people, at=NOON + 3 * HOUR)
    at = NOON + DAY
    assert actions.call_due(at=at) == MANY
    for case in cases:
        handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=at + HOUR)
        handling.take(case, by=city.chen, at=at + 2 * HOUR)
    return cases


def _assessed_by_two(city: City, case: Case, *, at: datetime) -> None:
    """The drains and the records' office say what they think; the answer tells what one of them costs."""
    actions.name_points(case, by=city.chen, points=POINTS, at=at)
    for code in ("drains", "phone-desk"):
        by = officer(city, f"of-{code}", office=code)
        given = assessed(asked(city, fresh(case), code, at=at), by=by, at=at + HOUR)
        if code == "drains":
            actions.take_over(given, by=city.chen, parts=["feasibility", "cost"], at=at + 2 * HOUR)


def _drafted_and_signed(city: City, cases: list[Case], *, at: datetime) -> None:
    """Each point weighed, each answer read and signed by the head, all of them kept for one day."""
    for case in cases:
        weighed(city, fresh(case), at=at)
        drafted(city, case, occasion=OCCASION, at=at + HOUR)
        handling.sign(case, by=city.shen, at=at + 2 * HOUR)
    assert Case.objects.filter(station=Station.READY).count() == len(cases)


def _supporters_hear(cases: list[Case], *, at: datetime) -> None:
    """Both supporters of each are told of its answer."""
    following.read_timeline(at=at + HOUR)
    while following.spread(at=at + HOUR):
        pass
    told = Counter(News.objects.filter(line__verb="answer").values_list("case", flat=True))
    assert told == {case.pk: 2 for case in cases}


def _promised_and_kept(city: City, case: Case, client: Client, *, at: datetime) -> None:
    """The office promises what it adopted; a stage is missed and marked, and then all of it is done."""
    today = localdate(at)
    stages = [("选好位置", today + 10 * DAY), ("装好长椅", today + 40 * DAY)]
    said = promise_given(city, source="suggestion", source_words="", due_on=today + 60 * DAY, stages=stages)
    promise = promises.draft(said, by=city.chen, case=case, at=at)
    promises.publish(promise, by=city.shen, at=at)
    assert promise.number in client.get(f"/suggestions/{case.number}/").content.decode()
    assert not Promise.objects.public().overdue(today + 10 * DAY).exists()
    assert list(Promise.objects.public().overdue(today + 11 * DAY)) == [promise]
    missed: Any = marked(promise, today=today + 11 * DAY)
    assert missed.has_missed_stage
    for stage in promise.stages.all():
        promises.accept_stage(
            promise, by=city.lin, stage=stage.place, text="到场看过。", document="验收单 7 号", at=at + 41 * DAY
        )
    promises.keep(promise, by=city.lin, text="长椅装好了，坐过。", at=at + 42 * DAY)
    assert marked(promise, today=today + 42 * DAY).state == "kept"
    assert not Promise.objects.public().overdue(today + 100 * DAY).exists()
