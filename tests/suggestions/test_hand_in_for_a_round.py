"""Hand in for a round: by its page, under /report/; one that closed meanwhile loses nobody's words."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case
from civic.suggestions.actions import open_for_support
from tests.cases.walk import token_of
from tests.people import NOON, City
from tests.suggestions.ground import DAY, both, running

pytestmark = pytest.mark.django_db
WORDS = "望江路沿江一侧加一排长椅，老人走累了有地方坐。"
EN = {"accept-language": "en"}


def begin(client: Client) -> str:
    """The first page filled in, as the page of the round led here."""
    page = client.get("/report/?for=riverside-2026", headers=EN).content.decode()
    assert "Riverside Road" in page
    assert 'name="invited" value="riverside-2026"' in page
    said = {"kind": "suggestion", "text": WORDS, "matter": "0900", "noticed_on": "", "invited": "riverside-2026"}
    client.post("/report/", said)
    client.post("/report/where/", {"lat": "23.13", "lon": "113.30", "words": ""})
    client.post("/report/contact/", {"email": ""})
    return token_of(client.get("/report/check/", headers=EN))


def test_the_suggestion_belongs_to_its_round(city: City, client: Client, time_machine: Any) -> None:
    known = running(city, spans=both())
    time_machine.move_to(NOON + DAY, tick=False)
    begin(client)
    assert "Riverside Road" in client.get("/report/check/", headers=EN).content.decode()
    client.post("/report/check/")
    case = Case.objects.get()
    assert (case.kind, case.invitation_id) == ("suggestion", known.pk)


def test_a_round_that_closed_meanwhile_keeps_the_words_and_says_where_they_can_go(
    city: City, client: Client, time_machine: Any
) -> None:
    running(city, spans=both())
    time_machine.move_to(NOON + 60 * DAY - timedelta(minutes=5), tick=False)
    begin(client)
    time_machine.move_to(NOON + 60 * DAY, tick=False)
    page = client.post("/report/check/", headers=EN).content.decode()
    assert "This round ended before you sent it" in page
    assert WORDS in page
    assert "Send it to the standing box" in page
    assert not Case.objects.exists()
    client.post("/report/check/", {"standing-box": "1"})
    case = Case.objects.get()
    assert (case.kind, case.invitation_id) == ("suggestion", None)


def test_a_program_hands_in_for_a_round_and_hears_when_it_is_over(
    city: City, client: Client, time_machine: Any
) -> None:
    known = running(city, spans=both())
    time_machine.move_to(NOON + DAY, tick=False)
    told = {"kind": "suggestion", "text": WORDS, "round": "riverside-2026"}
    answer = client.post("/api/v1/cases/", json.dumps(told), content_type="application/json")
    assert answer.status_code == 201
    assert Case.objects.get().invitation_id == known.pk
    time_machine.move_to(NOON + 61 * DAY, tick=False)
    answer = client.post("/api/v1/cases/", json.dumps(told), content_type="application/json", headers=EN)
    assert answer.status_code == 400
    assert "This round ended" in answer.json()["errors"]["round"][0]
    answer = client.post("/api/v1/cases/", json.dumps(told | {"round": "none"}), content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["round"])


def test_what_came_in_time_and_was_read_too_late_goes_to_the_standing_box(city: City) -> None:
    known = running(city)
    case = city.case("filed", kind="suggestion", invitation=known)
    open_for_support(case, by=city.lin, at=NOON + 50 * DAY)  # while the round answers already
    case.refresh_from_db()
    assert (case.state, case.invitation_id) == ("supporting", None)
