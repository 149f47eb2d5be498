"""Codes on paper: ten on a sheet, each good once; printed by the officer herself, or handed out by two others."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import IntegrityError, connection, transaction
from django.test import Client

from civic.accounts.actions import ask_for_sheet, hand_out_sheet, hire, print_sheet, use_printed_code
from civic.accounts.models import Person, PrintedCode, PrintedSheet
from civic.accounts.queries import printed_codes_left
from civic.accounts.rules import read_printed_code
from civic.lib.refusals import Conflict, NotAllowed
from tests.at_once import at_once
from tests.people import NOON, City, sign_in

PASSWORD = "lamp-on-the-bridge-7"


@pytest.fixture
def anna(db: None) -> Person:
    return hire(handle="anna", name="Anna", email="anna@city.example", password=PASSWORD, at=NOON)


@pytest.fixture
def boss(db: None) -> Person:
    return hire(handle="boss", name="Boss", password=PASSWORD, is_administrator=True, at=NOON)


def test_a_code_of_the_sheet_is_good_once(anna: Person) -> None:
    codes = print_sheet(anna, at=NOON)
    assert len(set(codes)) == 10
    assert use_printed_code(anna, codes[3], at=NOON)
    assert not use_printed_code(anna, codes[3], at=NOON)
    assert printed_codes_left(anna) == 9


def test_nothing_of_a_code_can_be_read_in_the_database(anna: Person) -> None:
    codes = print_sheet(anna, at=NOON)
    kept = "".join(PrintedCode.objects.values_list("digest", flat=True))
    assert not [code for code in codes if (read_printed_code(code) or "?") in kept]


@pytest.mark.parametrize("typed", ["{} ", "{}", " {}"])
def test_it_may_be_typed_small_and_in_any_spacing(anna: Person, typed: str) -> None:
    code = print_sheet(anna, at=NOON)[0]
    assert use_printed_code(anna, typed.format(code.lower().replace("-", " ")), at=NOON)


def test_a_new_sheet_ends_the_old_one_and_nobody_else_uses_it(anna: Person, boss: Person) -> None:
    old = print_sheet(anna, at=NOON)
    new = print_sheet(anna, at=NOON)
    assert not use_printed_code(anna, old[0], at=NOON)
    assert not use_printed_code(boss, new[0], at=NOON)
    assert use_printed_code(anna, new[0], at=NOON)


def test_two_administrators_hand_out_a_sheet_together(anna: Person, boss: Person) -> None:
    other = hire(handle="other-boss", name="Other", is_administrator=True, at=NOON)
    sheet = ask_for_sheet(anna, by=boss, at=NOON)
    with pytest.raises(Conflict):
        ask_for_sheet(anna, by=other, at=NOON)
    with pytest.raises(NotAllowed):
        hand_out_sheet(sheet, by=boss, at=NOON)  # alone nobody can
    codes = hand_out_sheet(sheet, by=other, at=NOON)
    assert use_printed_code(anna, codes[0], at=NOON)
    with pytest.raises(Conflict):
        hand_out_sheet(sheet, by=other, at=NOON)


def test_nobody_asks_for_herself_nor_without_being_administrator(anna: Person, boss: Person, city: City) -> None:
    for person, by in ((boss, boss), (anna, city.lin)):
        with pytest.raises(NotAllowed):
            ask_for_sheet(person, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        print_sheet(city.mei, at=NOON)


def test_the_database_refuses_one_administrator_alone(anna: Person, boss: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintedSheet.objects.create(person=anna, asked_by=boss, asked_at=NOON, made_by=boss, made_at=NOON)


def test_it_is_the_second_factor_of_somebody_without_phone_or_key(client: Client, anna: Person) -> None:
    codes = print_sheet(anna, at=NOON)
    client.post("/accounts/login/staff/", {"login": "anna", "password": PASSWORD})
    assert "/accounts/second-factor/printed/" in client.get("/accounts/second-factor/").content.decode()
    wrong = client.post("/accounts/second-factor/printed/", {"code": "AAAA-AAAA"})
    assert "This is no unused code" in wrong.content.decode()
    assert client.post("/accounts/second-factor/printed/", {"code": codes[0], "next": "/desk/"}).url == "/desk/"
    assert client.get("/accounts/second-factor/?next=/desk/").url == "/desk/"


def test_with_an_app_left_at_home_a_code_of_the_sheet_will_do(client: Client, anna: Person) -> None:
    TOTP.activate(anna, generate_totp_secret())
    codes = print_sheet(anna, at=NOON)
    client.post("/accounts/login/staff/", {"login": "anna", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert client.post("/accounts/2fa/authenticate/", {"code": codes[1]}).status_code == 302
    assert client.get("/accounts/second-factor/?next=/desk/").url == "/desk/"


def test_guessing_ends_after_ten(client: Client, anna: Person) -> None:
    codes = print_sheet(anna, at=NOON)
    client.post("/accounts/login/staff/", {"login": "anna", "password": PASSWORD})
    for _time in range(10):
        client.post("/accounts/second-factor/printed/", {"code": "AAAA-AAAA"})
    page = client.post("/accounts/second-factor/printed/", {"code": codes[0]})
    assert page.status_code == 200
    assert printed_codes_left(anna) == 10


def test_the_page_warns_when_three_are_left(client: Client, anna: Person) -> None:
    codes = print_sheet(anna, at=NOON)
    for code in codes[:6]:
        use_printed_code(anna, code, at=NOON)
    client.post("/accounts/login/staff/", {"login": "anna", "password": PASSWORD})
    client.post("/accounts/second-factor/printed/", {"code": codes[6], "next": "/accounts/2fa/"})
    assert "Codes left on your sheet: 3." in client.get("/accounts/2fa/").content.decode()


def test_the_sheet_is_shown_once_and_only_to_whoever_proved_who_she_is_just_now(client: Client, anna: Person) -> None:
    sign_in(client, anna)
    assert client.post("/accounts/sheet/").url.startswith("/accounts/reauthenticate/")
    assert not PrintedSheet.objects.exists()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/sheet/"})
    page = client.post("/accounts/sheet/")
    assert len(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}", page.content.decode())) == 10
    assert "no-store" in page["Cache-Control"]
    assert not re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}<", client.get("/accounts/sheet/").content.decode())


def test_whoever_has_nothing_but_the_sheet_proves_it_with_one_more_code(client: Client, anna: Person) -> None:
    anna.set_unusable_password()
    anna.save()
    codes = print_sheet(anna, at=NOON)
    sign_in(client, anna)
    assert client.post("/accounts/sheet/").url == "/accounts/second-factor/printed/?next=%2Faccounts%2Fsheet%2F"
    client.post("/accounts/second-factor/printed/", {"code": codes[0], "next": "/accounts/sheet/"})
    assert client.post("/accounts/sheet/").status_code == 200


def test_administrators_have_a_page_for_it_and_nobody_else(city: City, as_person: Any, boss: Person) -> None:
    for handle in ("lin", "chen", "dong", "mei"):
        assert as_person(getattr(city, handle)).get("/accounts/sheets/").status_code == 403, handle
    asking = as_person(city.root)
    assert asking.post("/accounts/sheets/", {"handle": "chen"}).status_code == 302
    sheet = PrintedSheet.objects.get()
    assert asking.post(f"/accounts/sheets/{sheet.pk}/hand-out/").status_code == 403
    page = as_person(boss).post(f"/accounts/sheets/{sheet.pk}/hand-out/")
    assert page.status_code == 200
    assert printed_codes_left(city.chen) == 10


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one hand write at a time anyhow")
def test_of_two_who_use_one_code_at_once_one_wins(django_db_blocker: Any) -> None:
    person = hire(handle="two-hands", name="Two", at=NOON)
    code = print_sheet(person, at=NOON)[0]
    told = at_once(*[lambda: use_printed_code(person, code, at=NOON + timedelta(minutes=1))] * 4)
    assert sorted(told) == [False, False, False, True]
