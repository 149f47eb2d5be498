"""Residents sign in with a code: the first one makes the account, and nobody learns who has one."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from civic.accounts.models import Person
from civic.notices.models import Channel, Notice, NoticeState

LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"

pytestmark = pytest.mark.django_db


def code_in_outbox() -> str:
    """The six digits of the newest message."""
    found = re.search(r"\b(\d{6})\b", Notice.objects.latest("pk").body)
    assert found
    return found[1]


def ask(client: Client, address: str, **more: str) -> Any:
    return client.post(LOGIN, {"address": address, **more})


def test_the_first_code_makes_the_account_and_no_password_is_asked(client: Client) -> None:
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert "password" not in [field.name for field in page.context["form"]]
    assert ask(client, "New@Example.com").url == CODE
    assert not Person.objects.filter(email="new@example.com").exists()  # nobody is written down before the proof
    answer = client.post(CODE, {"code": code_in_outbox()})
    assert answer.url == "/me/"
    person = Person.objects.get(email="new@example.com")
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("onward", ["0", "near(", "demo", "../desk/"])
def test_only_a_page_of_this_site_is_gone_on_to(client: Client, onward: str) -> None:
    ask(client, "new@example.com", next=onward)
    assert client.post(CODE, {"code": code_in_outbox(), "next": onward}).url == "/me/"
    assert client.get(LOGIN, {"next": onward}).url == "/me/"
    assert client.get(LOGIN, {"next": "/cases/"}).url == "/cases/"


def test_the_second_code_leads_to_the_same_account(client: Client) -> None:
    for visitor in (client, Client()):
        ask(visitor, "new@example.com")
        visitor.post(CODE, {"code": code_in_outbox()})
    assert Person.objects.filter(email="new@example.com").count() == 1


def test_known_and_unknown_addresses_get_the_very_same_pages(client: Client) -> None:
    ask(client, "known@example.com")
    client.post(CODE, {"code": code_in_outbox()})
    seen = []
    for address in ("known@example.com", "klown@example.com"):
        visitor = Client()
        answer = ask(visitor, address)
        page = visitor.get(CODE).content.decode()
        seen.append((answer.status_code, answer.url, re.sub(r'value="[^"]+"', "", page)))
    assert seen[0] == seen[1]


def test_a_phone_signs_in_by_text_message_and_is_kept_sealed(client: Client, settings: Any) -> None:
    settings.SMS_GATEWAY = "console"
    ask(client, "138 0013 8000")
    assert Notice.objects.latest("pk").channel == Channel.SMS
    client.post(CODE, {"code": code_in_outbox()})
    person = Person.objects.get(pk=client.session["_auth_user_id"])
    assert person.phone == "+8613800138000"
    assert person.phone_is_verified
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash FROM accounts_person WHERE id = %s", [person.pk])
        assert all(stored and "0013800" not in stored for stored in cursor.fetchone())


def test_without_a_gateway_no_phone_is_offered_or_taken(client: Client, settings: Any) -> None:
    settings.SMS_GATEWAY = ""
    assert "mobile number" not in client.get(LOGIN).content.decode()
    page = ask(client, "13800138000")
    assert page.status_code == 200
    assert "like name@example.com" in page.content.decode()
    assert not Notice.objects.exists()


def test_where_the_city_sends_nothing_the_page_says_so(client: Client, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.EMAIL_WORKS = "", False
    page = client.get(LOGIN).content.decode()
    assert "sends no messages yet" in page
    assert 'name="address"' not in page


@pytest.mark.parametrize("typed", ["１２３４５６", "123 456", "123-456"])
def test_a_code_may_be_typed_as_people_type(client: Client, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("civic.accounts.actions.people.new_code", lambda: "123456")
    ask(client, "new@example.com")
    assert client.post(CODE, {"code": typed}).status_code == 302


def test_a_wrong_code_is_told_beside_the_field_and_the_right_one_still_works(client: Client) -> None:
    ask(client, "new@example.com")
    right = code_in_outbox()
    page = client.post(CODE, {"code": f"{(int(right) + 1) % 10**6:06d}"})
    assert "This is not the code that we sent." in page.content.decode()
    assert client.post(CODE, {"code": right}).status_code == 302


def test_five_guesses_are_all_that_a_code_is_worth(client: Client) -> None:
    ask(client, "new@example.com")
    right = code_in_outbox()
    for step in range(1, 6):
        client.post(CODE, {"code": f"{(int(right) + step) % 10**6:06d}"})
    page = client.post(CODE, {"code": right})
    assert page.status_code == 200
    assert "too often" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_dies_after_a_quarter_of_an_hour(client: Client) -> None:
    now = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        ask(client, "new@example.com")
        right = code_in_outbox()
        clock.shift(timedelta(minutes=15, seconds=1))
        page = client.post(CODE, {"code": right})
    assert "This code is too old." in page.content.decode()


def test_a_new_code_withdraws_the_old_message_and_ends_the_old_code(client: Client) -> None:
    ask(client, "new@example.com")
    first, old = Notice.objects.latest("pk"), code_in_outbox()
    assert client.post(CODE, {"again": "1"}).url == CODE
    first.refresh_from_db()
    assert first.state == NoticeState.WITHDRAWN
    assert first.body == ""
    if old != code_in_outbox():
        assert "This is not the code" in client.post(CODE, {"code": old}).content.decode()
    assert client.post(CODE, {"code": code_in_outbox()}).status_code == 302


def test_an_address_gets_five_codes_an_hour_and_the_sixth_is_told_in_a_sentence(client: Client) -> None:
    for _time in range(5):
        assert ask(Client(), "new@example.com").status_code == 302
    page = ask(client, "new@example.com")
    assert page.status_code == 200
    assert "too often" in page.content.decode()
    assert page.context["form"].data["address"] == "new@example.com"  # what was typed is still there
    assert ask(client, "other@example.com").status_code == 302


def test_neither_code_nor_address_lies_readable_in_the_session_or_the_outbox(client: Client) -> None:
    ask(client, "new@example.com")
    kept = str(dict(client.session))
    assert code_in_outbox() not in kept
    assert "new@example.com" not in kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, subject_line, address, about FROM notices_notice")
        stored = " ".join(cursor.fetchone())
    assert code_in_outbox() not in stored
    assert "new@" not in stored


@pytest.mark.parametrize("bad", ["", "nobody", "a@b", "x" * 300, "123", "<script>@x", "a@例子"])
def test_what_is_no_address_gets_a_sentence_and_no_message(client: Client, bad: str) -> None:
    page = ask(client, bad)
    assert page.status_code == 200
    assert page.context["form"].errors["address"] == ["Enter an e-mail address, like name@example.com."]
    assert not Notice.objects.exists()


def test_the_way_leads_back_to_where_one_was_going_but_never_off_the_site(client: Client) -> None:
    assert ask(client, "new@example.com", next="/cases/26-7041-5836/").url == f"{CODE}?next=%2Fcases%2F26-7041-5836%2F"
    assert client.post(CODE, {"code": code_in_outbox(), "next": "/cases/26-7041-5836/"}).url == "/cases/26-7041-5836/"
    other = Client()
    ask(other, "else@example.com", next="https://evil.example/")
    assert other.post(CODE, {"code": code_in_outbox(), "next": "https://evil.example/"}).url == "/me/"


def test_a_closed_account_lets_nobody_in(client: Client) -> None:
    ask(client, "new@example.com")
    client.post(CODE, {"code": code_in_outbox()})
    Person.objects.filter(email="new@example.com").update(is_active=False)
    other = Client()
    ask(other, "new@example.com")
    assert other.post(CODE, {"code": code_in_outbox()}).url == "/accounts/inactive/"
    assert "_auth_user_id" not in other.session


def test_without_a_code_under_way_the_second_page_leads_to_the_first(client: Client) -> None:
    assert client.get(CODE).url == LOGIN
    assert client.post(CODE, {"code": "123456"}).url == LOGIN
