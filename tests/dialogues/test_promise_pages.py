"""What was answered in a dialogue becomes a promise at the desk of the office that keeps it."""

import pytest
import time_machine
from django.test import Client

from civic.dialogues import actions as dialogues
from civic.dialogues.models import Exchange
from civic.promises.models import Promise
from civic.youth.models import Entry
from tests.dialogues.ground import LATER, agreed, held, mayor, minuted, person
from tests.people import sign_in
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db
ANSWERS = "/desk/youth/dialogues/answers/"
GIVEN = {
    "owner": "dongqiao-lamps",
    "title": "老桥下装灯",
    "words": "四月一日前在桥洞两头各装一盏灯。",
    "due_on": "2027-09-01",
    "post": "路灯班",
}


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(LATER, tick=False):
        yield


def _as(handle: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    sign_in(client, person(handle))
    return client


def _minuted(*, is_public: bool = True) -> Exchange:
    track = found_track()
    entry = mayor(track, "木棉")
    exchange = minuted(held(track, entry), entry)
    if is_public:
        agreed(exchange.dialogue)
        dialogues.publish_minutes(exchange.dialogue, by=person("tang"), at=LATER)
    return exchange


def test_an_officer_finds_the_answer_and_makes_a_promise_with_owner_and_day() -> None:
    exchange = _minuted()
    chen = _as("chen")
    assert ANSWERS in chen.get("/desk/youth/letters/").content.decode()
    where = f"{ANSWERS}{exchange.pk}/promise/"
    assert where in chen.get(ANSWERS).content.decode()
    assert "四月一日前" in chen.get(where).content.decode()
    assert chen.post(where, GIVEN).status_code == 302
    promise = Promise.objects.get()
    assert (promise.source, promise.owner.code, str(promise.due_on)) == ("dialogue", "dongqiao-lamps", "2027-09-01")
    assert promise.lat is None
    exchange.refresh_from_db()
    assert exchange.promise == promise
    assert chen.get(where).status_code == 404  # it has one
    assert where not in chen.get(ANSWERS).content.decode()


@pytest.mark.parametrize("wrong", [{"title": ""}, {"due_on": ""}, {"due_on": "soon"}, {"owner": "command"}])
def test_a_promise_without_title_day_or_an_owner_of_hers_is_told_so(wrong: dict[str, str]) -> None:
    exchange = _minuted()
    answer = _as("chen").post(f"{ANSWERS}{exchange.pk}/promise/", GIVEN | wrong)
    assert answer.status_code == 400
    assert "govuk-error" in answer.content.decode()
    assert not Promise.objects.exists()


def test_an_office_reads_nothing_that_everybody_does_not_read() -> None:
    exchange = _minuted(is_public=False)
    chen = _as("chen")
    assert "桥洞" not in chen.get(ANSWERS).content.decode()
    assert chen.post(f"{ANSWERS}{exchange.pk}/promise/", GIVEN).status_code == 404


def test_what_a_child_that_stepped_back_asked_is_gone_from_there() -> None:
    exchange = _minuted()
    Entry.objects.update(state="withdrawn")
    assert _as("chen").get(f"{ANSWERS}{exchange.pk}/promise/").status_code == 404


def test_whoever_runs_the_track_sees_them_and_promises_nothing_herself() -> None:
    exchange = _minuted()
    tang = _as("tang")
    page = tang.get(ANSWERS).content.decode()
    assert "四月一日前" in page
    assert f"{ANSWERS}{exchange.pk}/promise/" not in page
    assert tang.post(f"{ANSWERS}{exchange.pk}/promise/", GIVEN).status_code == 403
    assert ANSWERS in tang.get(f"/desk/youth/dialogues/{exchange.dialogue_id}/").content.decode()
    for who in ("mei", "qiu", "gu"):
        assert _as(who).get(ANSWERS).status_code == 403
