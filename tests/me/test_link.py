"""The link to my cases: one answer for everybody, a letter only to whoever left the address, a button that opens."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.rules import read_contact
from civic.cases.actions import contact_hashes
from civic.lib.refusals import Taken, TooLate
from civic.me.actions import drop_links, open_link, send_link
from civic.me.models import Link
from civic.me.rules import link_digest
from civic.notices.models import Notice
from tests.people import NOON, City

EMAIL = "reporter@example.com"


def _link(email: str = EMAIL) -> str:
    contact = read_contact(email)
    assert contact is not None
    assert send_link(contact, at=timezone.now())
    letter = _letters().latest("pk")
    return "/me/open/" + next(word for word in letter.body.split() if "/me/open/" in word).split("/me/open/")[1]


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
    link = _link()
    page = client.get(link)
    assert page.status_code == 200
    assert client.head(link).status_code == 200
    assert client.options(link).status_code == 405
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


def test_a_link_opens_once_and_says_so_after(city: City) -> None:
    case = city.filed(email=EMAIL).case
    link, mine, other = _link(), Client(), Client()
    for _look in range(3):
        mine.get(link)
        mine.head(link)
    assert mine.post(link).status_code == 302
    for answer in (other.get(link), other.post(link)):
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()
        assert 'href="/me/link/"' in answer.content.decode()
    assert case.number not in other.get("/me/").content.decode()


def test_whoever_presses_twice_goes_on(city: City, client: Client) -> None:
    city.filed(email=EMAIL)
    link = _link()
    assert [client.post(link).status_code for _press in range(2)] == [302, 302]
    assert client.get(link)["Location"] == "/me/"


def test_the_act_tells_used_from_old(city: City) -> None:
    city.filed(email=EMAIL)
    secret, at = _link().split("/")[3], timezone.now()
    with pytest.raises(TooLate):
        open_link(secret, at=at + timedelta(hours=25))
    [digest] = contact_hashes(EMAIL, "")
    assert open_link(secret, at=at) == digest
    with pytest.raises(Taken):
        open_link(secret, at=at)
    with pytest.raises(TooLate):
        open_link("x" * 43, at=at)


def test_only_a_digest_of_a_link_is_kept(city: City) -> None:
    city.filed(email=EMAIL)
    secret = _link().split("/")[3]
    kept = Link.objects.values().get(contact_hash__gt="")
    assert not any(secret in str(value) or EMAIL in str(value) for value in kept.values())
    assert kept["digest"] == link_digest(secret)
    assert len(secret) == 43


def test_an_unknown_address_costs_the_same_and_leaves_nothing_to_open(city: City) -> None:
    """As many statements, as many rows; neither the page nor the clock tells."""
    city.filed(email=EMAIL)
    told = []
    for address in (EMAIL, "rosa@example.com"):
        with CaptureQueriesContext(connection) as asked:
            page = Client().post("/me/link/", {"address": address})
        shapes = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked.captured_queries]
        told.append((shapes, len(page.content), page.status_code))
    assert told[0] == told[1]
    assert _letters().count() == 1
    assert Notice.objects.exclude(state="waiting").get().address_hash == ""
    assert Link.objects.filter(contact_hash="").count() == 1


def test_links_that_ended_leave_after_a_week(city: City) -> None:
    city.filed(email=EMAIL)
    _link()
    at = timezone.now()
    assert drop_links(at=at + timedelta(days=7)) == 0
    assert drop_links(at=at + timedelta(days=8, minutes=1)) == 1


def test_erase_me_takes_links_along(city: City, client: Client) -> None:
    city.filed(email=EMAIL)
    kept = _link()
    client.post(_link())
    client.post("/me/erase/")
    assert not Link.objects.exists()
    assert Client().post(kept).status_code == 410


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
