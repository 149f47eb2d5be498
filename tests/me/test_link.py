"""The link to my cases: one answer for everybody, a letter only to whoever left the address, a button that opens."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from civic.accounts.rules import read_contact
from civic.cases.actions import contact_hashes
from civic.me.actions import send_link
from civic.me.rules import link_token, read_link
from civic.notices.models import Notice
from tests.people import NOON, City

EMAIL = "reporter@example.com"


def _link(email: str = EMAIL) -> str:
    return f"/me/open/{link_token(contact_hashes(email, '')[0])}/"


def _letters() -> Any:
    return Notice.objects.filter(verb="me-link", state="waiting")


def test_whoever_asks_reads_the_same_whether_or_not_the_address_is_known(city: City, client: Client) -> None:
    city.filed(email=EMAIL)
    known = client.post("/me/link/", {"address": EMAIL}).content.decode()
    unknown = client.post("/me/link/", {"address": "rosa@example.com"}).content.decode()
    assert known == unknown
    assert _letters().count() == 1


def test_the_letter_holds_the_link_and_the_address_is_found_however_it_is_typed(city: City, client: Client) -> None:
    case = city.filed(email=EMAIL).case
    client.post("/me/link/", {"address": f" {EMAIL.upper()} "})
    letter = _letters().get()
    url = next(word for word in letter.body.split() if "/me/open/" in word)
    assert EMAIL not in url
    fresh = Client()
    path = "/me/open/" + url.split("/me/open/")[1]
    assert case.number not in fresh.get(path).content.decode()
    assert fresh.post(path)["Location"] == "/me/"
    assert case.number in fresh.get("/me/").content.decode()


def test_asking_again_takes_back_the_letter_that_still_waits(city: City) -> None:
    city.filed(email=EMAIL)
    contact = read_contact(EMAIL)
    assert contact is not None
    assert send_link(contact, at=NOON)
    assert send_link(contact, at=NOON)
    assert _letters().count() == 1


def test_a_mail_scanner_that_looks_opens_nothing(city: City, client: Client) -> None:
    case = city.filed(email=EMAIL).case
    page = client.get(_link())
    assert page.status_code == 200
    assert client.head(_link()).status_code == 200
    assert case.number not in page.content.decode()
    assert case.number not in client.get("/me/").content.decode()


def test_a_link_opens_for_a_day_and_no_longer(city: City, client: Client) -> None:
    city.filed(email=EMAIL)
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        link = _link()
    with time_machine.travel(start + timedelta(hours=23, minutes=59), tick=False):
        assert client.get(link).status_code == 200
    with time_machine.travel(start + timedelta(hours=24, minutes=1), tick=False):
        assert client.get(link).status_code == 410
        assert client.post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "a" * 64, "%F0%9F%98%80", "..", "a:1uABCD:zzz"])
def test_a_link_that_is_not_ours_opens_nothing(client: Client, db: None, token: str) -> None:
    assert client.get(f"/me/open/{token}/").status_code in (404, 410)
    assert client.post(f"/me/open/{token}/").status_code in (404, 410)


def test_a_changed_link_opens_nothing() -> None:
    token = link_token("a" * 64)
    assert read_link(token) == "a" * 64
    assert read_link("b" + token[1:]) is None


def test_what_a_link_opens_is_shut_after_an_hour(city: City, client: Client) -> None:
    case = city.filed(email=EMAIL).case
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client.post(_link())
        assert case.number in client.get("/me/").content.decode()
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        assert case.number not in client.get("/me/").content.decode()


def test_the_session_gets_a_new_key_when_a_link_opens(city: City, client: Client) -> None:
    city.filed(email=EMAIL)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post(_link())
    assert client.session.session_key != before


@pytest.mark.parametrize("typed", ["", "mei", "12", "a@b", "x" * 300, "a@b.example\n@c"])
def test_what_is_no_address_is_told_beside_the_field_and_kept(city: City, client: Client, typed: str) -> None:
    page = client.post("/me/link/", {"address": typed})
    assert page.status_code == 400
    assert "Enter an e-mail address" in page.content.decode()


def test_a_phone_is_asked_for_only_where_a_gateway_is(city: City, client: Client, settings: Any) -> None:
    settings.SMS_GATEWAY = ""
    city.filed(phone="13800138000")
    assert client.post("/me/link/", {"address": "13800138000"}).status_code == 400
    settings.SMS_GATEWAY = "console"
    assert "mobile number" in client.get("/me/link/").content.decode()
    assert client.post("/me/link/", {"address": "138 0013 8000"}).status_code == 200
    assert _letters().get().channel == "sms"


def test_where_no_message_can_leave_the_page_says_so(city: City, client: Client, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.EMAIL_WORKS = "", False
    page = client.get("/me/link/").content.decode()
    assert "No message can be sent from here" in page
    assert "/me/link/" not in client.get("/me/").content.decode()


def test_one_address_gets_few_links_an_hour_and_a_network_many(city: City, client: Client, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "me-link-contact": (2, 3600), "me-link-network": (4, 3600)}
    city.filed(email=EMAIL)
    answers = [
        client.post("/me/link/", {"address": address}).status_code
        for address in (EMAIL, EMAIL, EMAIL, "b@example.com", "c@example.com")
    ]
    assert answers == [200, 200, 429, 200, 429]
    assert "wait" in client.post("/me/link/", {"address": EMAIL}).content.decode()
