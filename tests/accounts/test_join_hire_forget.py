"""How people come to be known, and how they are forgotten."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from civic.accounts.actions import choose_language, close, drop_ended_sessions, forget, hire, join, send_code
from civic.accounts.models import Person
from civic.accounts.rules import CODE_HOLDS, AwaitedCode, Contact, is_handle, phone_digest
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.notices.actions import queue
from civic.notices.models import Notice, NoticeState
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_the_same_address_however_written_is_the_same_person() -> None:
    first = join(email="Mei.Li@Example.com ", language="zh-hans", at=NOON)
    assert join(email="ｍｅｉ.li@example.com", at=NOON) == first
    assert first.language == "zh-hans"
    by_phone = join(phone="138-0013-8000", at=NOON)
    assert join(phone="+86 138 0013 8000", at=NOON) == by_phone != first


def test_an_address_that_nobody_proved_is_nobody(city: Any) -> None:
    assert join(email="mei@example.com", at=NOON) != city.mei  # the cast's address was never proved


@pytest.mark.parametrize("bad", [{}, {"email": "no"}, {"phone": "12"}])
def test_what_is_no_address_joins_nobody(bad: dict[str, str]) -> None:
    with pytest.raises(NotValid):
        join(**bad, at=NOON)


def test_two_proofs_at_the_same_moment_make_one_person(monkeypatch: pytest.MonkeyPatch) -> None:
    first = join(phone="13800138000", at=NOON)
    answers = iter([None, first])
    monkeypatch.setattr("civic.accounts.actions.people.person_of", lambda contact: next(answers))
    assert join(phone="13800138000", at=NOON) == first
    assert Person.objects.filter(phone_hash=phone_digest("+8613800138000")).count() == 1


def test_a_hired_person_is_staff_with_an_address_the_city_vouches_for() -> None:
    anna = hire(handle="anna", name="Anna", email="anna@city.example", at=NOON)
    assert anna.is_staff
    assert not anna.is_superuser
    assert not anna.has_usable_password()
    assert EmailAddress.objects.get(user=anna).verified
    assert hire(handle="boss", name="Boss", is_administrator=True, at=NOON).is_superuser


def test_a_hire_with_mistakes_tells_all_of_them_at_once() -> None:
    with pytest.raises(NotValid) as told:
        hire(handle="A", name=" ", email="no", at=NOON)
    assert set(told.value.fields) == {"handle", "name", "email"}


def test_a_handle_and_an_address_belong_to_one_person() -> None:
    hire(handle="anna", name="Anna", email="anna@city.example", at=NOON)
    with pytest.raises(Taken):
        hire(handle="anna", name="Another", at=NOON)
    with pytest.raises(Taken):
        hire(handle="anna2", name="Another", email="anna@city.example", at=NOON)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("li.na", True),
        ("a-1", True),
        ("ab", False),
        ("1ab", False),
        ("Anna", False),
        ("a" * 41, False),
        ("ann.", False),
    ],
)
def test_which_handles_there_are(text: str, fits: bool) -> None:
    assert is_handle(text) is fits


def test_a_language_is_one_of_the_three(city: Any) -> None:
    choose_language(city.mei, language="zh-hant")
    city.mei.refresh_from_db()
    assert city.mei.language == "zh-hant"
    with pytest.raises(NotValid):
        choose_language(city.mei, language="fr")


def test_who_is_forgotten_leaves_nothing_to_be_recognised_by(client: Client) -> None:
    person = join(email="gone@example.com", language="en", at=NOON)
    person.phone, person.phone_hash = "+8613800138000", phone_digest("+8613800138000")
    person.save()
    handle = person.handle
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create(user=person, ip="203.0.113.9", session_key=client.session.session_key, user_agent="x")
    waiting = queue(
        verb="sign-in-code",
        about="sign-in:x",
        language="en",
        at=NOON,
        context={"code": "123456"},
        email="gone@example.com",
    )[0]
    forget(person, at=NOON)
    person.refresh_from_db()
    assert (person.email, person.phone, person.phone_hash, person.name, person.language) == ("", "", None, "", "")
    assert person.handle != handle
    assert not person.is_active
    assert person.erased_at == NOON
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert not UserSession.objects.filter(user=person).exists()
    assert not Session.objects.filter(session_key=client.session.session_key).exists()
    waiting.refresh_from_db()
    assert waiting.state == NoticeState.WITHDRAWN
    assert waiting.address_hash == ""
    assert Notice.objects.exclude(address_hash="").count() == 0
    forget(person, at=NOON)  # twice does no harm
    assert join(email="gone@example.com", at=NOON) != person


def test_a_session_that_no_list_knows_ends_too(client: Client) -> None:
    person = join(email="gone@example.com", at=NOON)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    forget(person, at=NOON)
    assert client.get("/accounts/sessions/").url.startswith("/accounts/login/")


def test_staff_do_not_erase_themselves(city: Any) -> None:
    with pytest.raises(NotAllowed):
        forget(city.lin, at=NOON)


def test_a_closed_account_is_out_at_once_and_nobody_closes_their_own(city: Any, client: Client) -> None:
    client.force_login(city.lin, backend="django.contrib.auth.backends.ModelBackend")
    close(city.lin, by=city.root, at=NOON)
    assert client.get("/accounts/sessions/").url.startswith("/accounts/login/")
    with pytest.raises(NotAllowed):
        close(city.root, by=city.root, at=NOON)


def test_a_code_is_good_for_its_address_its_quarter_of_an_hour_and_in_any_writing() -> None:
    contact = Contact(email="new@example.com")
    awaited = send_code(contact, language="zh-hans", at=NOON)
    code = re.search(r"\d{6}", Notice.objects.get().body)
    assert code
    assert awaited.accepts(f" {code[0][:3]}-{code[0][3:]} ", at=NOON + CODE_HOLDS)
    assert not awaited.accepts(code[0], at=NOON + CODE_HOLDS + timedelta(seconds=1))
    assert AwaitedCode.of(Contact(email="other@example.com"), code[0], at=NOON).code_digest != awaited.code_digest
    assert AwaitedCode.from_session(awaited.as_session()) == awaited
    assert AwaitedCode.from_session(None) is None


@pytest.mark.parametrize(
    ("contact", "hint"),
    [(Contact(email="mei@example.com"), "m…@example.com"), (Contact(phone="+8613800138000"), "…8000")],
)
def test_a_hint_is_enough_for_its_owner_only(contact: Contact, hint: str) -> None:
    assert contact.hint == hint


def test_a_session_that_ran_out_takes_its_network_with_it(city: Any, client: Client) -> None:
    client.force_login(city.mei, backend="django.contrib.auth.backends.ModelBackend")
    key = client.session.session_key
    UserSession.objects.create(user=city.mei, ip="203.0.113.9", session_key=key, user_agent="x")
    UserSession.objects.create(user=city.mei, ip="203.0.113.9", session_key="long-gone", user_agent="x")
    now = timezone.now()
    assert drop_ended_sessions(at=now) == 1
    assert UserSession.objects.get().session_key == key
    assert drop_ended_sessions(at=now + timedelta(days=15)) == 1
    assert not Session.objects.exists()
