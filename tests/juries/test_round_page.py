"""Who goes on is taken over from the jury with one press; nobody ticks."""

import pytest
import time_machine
from django.test import Client

from civic.juries import actions as juries
from civic.juries.models import Panel
from civic.youth.models import Entry
from tests.juries.ground import READING, judge_all, lead, opened, person
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db
WHERE = "/desk/youth/juries/rounds/3/second/"


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(READING, tick=False):
        yield


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _opened() -> Panel:
    track = found_track()
    track.edition.places.filter(phase="second").update(count=2)
    return opened(track, count=4)


def test_one_press_takes_the_result_over() -> None:
    panel = _opened()
    tang = _as("tang")
    assert WHERE in tang.get("/desk/youth/editions/3/place/").content.decode()
    page = tang.get(WHERE).content.decode()
    assert "Not every jury of this round has its result" in page
    assert tang.post(WHERE).status_code == 409
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    page = tang.get(WHERE).content.decode()
    assert "2 go on" in page
    assert WHERE in tang.get(f"/desk/youth/juries/{panel.pk}/").content.decode()
    assert tang.post(WHERE).status_code == 302
    assert Entry.objects.filter(reached="semifinal").count() == 2
    panel.refresh_from_db()
    on = Entry.objects.filter(reached="semifinal").values_list("pk", flat=True)
    places = panel.pieces.filter(proposal__entry__in=on).values_list("outcome__place", flat=True)
    assert sorted(places) == [1, 2]
    assert panel.edition.lines.get(verb="place").facts["result"]
    assert "It was said." in tang.get(WHERE).content.decode()
    assert tang.post(WHERE).status_code == 409


def test_a_round_without_a_jury_says_so_and_one_that_is_none_is_not_there() -> None:
    found_track()
    tang = _as("tang")
    assert "No jury judged this round." in tang.get(WHERE).content.decode()
    for address in ("/desk/youth/juries/rounds/3/entry/", "/desk/youth/juries/rounds/9/second/"):
        assert tang.get(address).status_code == 404
    assert tang.get(f"/desk/youth/juries/rounds/{2**80}/second/").status_code == 404


def test_nobody_else_presses() -> None:
    _opened()
    for who in ("qiu", "ke", "lin", "mei"):
        assert _as(who).post(WHERE).status_code == 403
