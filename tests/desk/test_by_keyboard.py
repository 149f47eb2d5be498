"""What the keyboard needs of the pages: which button Enter presses, where a page begins, the switch that holds."""

import re
from typing import Any

import pytest
from django.test import Client

from civic.accounts.models import Person
from tests.people import City, sign_in

pytestmark = pytest.mark.django_db


def _page(client: Client, person: Person, path: str) -> str:
    sign_in(client, person)
    return client.get(path).content.decode()


def test_enter_in_a_line_of_a_move_presses_the_move_and_not_the_lock(city: City, client: Client) -> None:
    number = city.case("filed").number
    said = _page(client, city.lin, f"/desk/cases/{number}/decline/")
    owned = re.findall(r'<button[^>]*form="act"[^>]*>', said)
    assert "hidden" in owned[0]
    assert "formaction" not in owned[0]
    assert any("/accounts/lock/" in button for button in owned[1:])


def test_enter_in_what_everybody_will_read_only_previews(city: City, client: Client) -> None:
    number = city.case("in-hand").number
    said = _page(client, city.chen, f"/desk/cases/{number}/answer/")
    assert 'name="preview"' in re.findall(r'<button[^>]*form="act"[^>]*>', said)[0]


@pytest.mark.parametrize("path", ["/desk/", "/desk/screening/"])
def test_keys_that_were_switched_off_are_off_on_every_page(city: City, client: Client, path: str) -> None:
    client.cookies["desk-keys"] = "off"
    assert 'data-is-off="yes"' in _page(client, city.mo, path)


def test_the_queue_of_answers_knows_the_keys_and_their_switch(city: City, client: Client) -> None:
    city.case("answered")
    client.cookies["desk-keys"] = "off"
    said = _page(client, city.lin, "/desk/checking/")
    assert "data-row" in said
    assert 'data-is-off="yes"' in said
    assert "js/desk.js" in said


def test_the_way_back_leads_to_the_row_one_came_from(city: City, client: Client) -> None:
    number = city.case("filed").number
    assert f'href="/desk/?view=filed#at-{number}"' in _page(client, city.lin, f"/desk/cases/{number}/?view=filed")
    assert f'id="at-{number}"' in client.get("/desk/?view=filed").content.decode()


def test_a_page_begins_at_the_contact_that_was_opened_or_at_what_is_wanting(city: City, client: Client) -> None:
    number = city.case("filed", email="mei@example.com").number
    sign_in(client, city.lin)
    wanting = client.post(f"/desk/cases/{number}/contact/", {}).content.decode()
    assert re.search(r'<select[^>]*name="reason"[^>]*autofocus', wanting)
    given = {"reason": "details", "purpose": "Which lamp?"}
    opened = client.post(f"/desk/cases/{number}/contact/", given).content.decode()
    assert re.search(r"<span[^>]*autofocus>.*mei@example.com", opened)


def test_the_page_of_a_stage_can_be_locked(city: City, client: Client) -> None:
    said = _page(client, city.zhao, "/desk/roots/planning/")
    assert 'class="lock-form"' in said
    assert 'form="act"' not in said


def test_the_data_officer_begins_at_her_records(city: City, client: Client) -> None:
    sign_in(client, city.dong)
    answer = client.get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/records/")


def test_an_officer_finds_back_to_the_desk_from_a_refusal(city: City, client: Client) -> None:
    sign_in(client, city.chen)
    answer = client.get("/desk/screening/")
    assert answer.status_code == 403
    assert '<a class="more" href="/desk/">' in answer.content.decode()


def test_what_was_sent_after_the_session_ended_comes_back_to_be_taken_along(city: City, client: Client) -> None:
    number = city.case("in-hand").number
    text = "The cable was replaced. <b>The lamp</b> is lit."
    answer = client.post(f"/desk/cases/{number}/answer/", {"outcome": "solved", "text": text, "seq": "9"})
    said = answer.content.decode()
    assert answer.status_code == 401
    assert "The cable was replaced. &lt;b&gt;" in said
    assert f"/accounts/login/staff/?next=%2Fdesk%2Fcases%2F{number}%2Fanswer%2F" in said
    assert client.post(f"/desk/cases/{number}/take/", {"seq": "9"}).status_code == 302  # nothing to take along


def test_an_address_without_end_is_turned_away_with_a_page_in_the_demo_too(client: Client, settings: Any) -> None:
    settings.DEMO = True
    client.cookies["sessionid"] = "something"
    answer = client.get("/desk/?q=" + "x" * 9_000)
    assert answer.status_code == 400
