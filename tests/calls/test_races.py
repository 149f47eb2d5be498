"""Two hands at once at the phone desk: one call is one case, one task is in one hand, guesses count one by one."""

import pytest

from civic.accounts.models import Person
from civic.calls import actions
from civic.calls.models import Check, KeptCall, OwedCall, Undelivered
from civic.calls.rules import WRONG_A_CASE
from civic.cases.actions import ReportGiven
from civic.cases.models import Case, ContactOpening
from civic.lib.codes import code_digest
from civic.notices.models import Notice
from civic.offices import actions as offices
from tests.at_once import at_once, kinds
from tests.calls.helping import HOUR, PHONE, WORDS, called, closed, sure
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + 24 * HOUR


def _colleague(city: City) -> Person:
    person = Person.objects.create_user("hu", email="hu@city.example")
    offices.appoint(person, side="intake", role="operator", office=city.office("phone-desk"), starts=SINCE, at=NOON)
    return person


def test_a_page_sent_twice_at_one_instant_is_one_case(city: City) -> None:
    he, given = city.he, ReportGiven(kind="complaint", text=WORDS)

    def hand_in() -> str:
        kept = actions.keep_call("page", by=he, said={"text": WORDS}, at=NOON)
        return actions.register_call(kept, by=he, given=given, at=NOON).case.number

    numbers = at_once(hand_in, hand_in)
    assert len(set(numbers)) == 1
    assert (Case.objects.count(), KeptCall.objects.count()) == (1, 1)


def test_an_owed_call_and_a_failed_message_are_each_in_one_hand(city: City, settings: object) -> None:
    he, hu = city.he, _colleague(city)
    case = closed(city)
    actions.find_owed_calls(at=LATER)
    owed = OwedCall.objects.get(case=case)
    told = at_once(lambda: actions.take_call(owed, by=he, at=LATER), lambda: actions.take_call(owed, by=hu, at=LATER))
    assert kinds(told) == ["Contact", "Taken"]
    assert ContactOpening.objects.count() == 1
    notice = Notice.objects.create(
        channel="sms", address="+86", address_hash="x", body="b", language="en", verb="filed", about=case.subject,
        state="failed", due_at=LATER, claimed_at=LATER, created_at=LATER,
    )  # fmt: skip
    actions.find_undelivered(at=LATER)
    row = Undelivered.objects.get(notice=notice)
    told = at_once(
        lambda: actions.take_undelivered(row, by=he, at=LATER), lambda: actions.take_undelivered(row, by=hu, at=LATER)
    )
    assert kinds(told) == ["Contact", "Taken"]


def test_two_sweeps_at_once_find_a_call_once(city: City) -> None:
    closed(city)
    at_once(lambda: actions.find_owed_calls(at=LATER), lambda: actions.find_owed_calls(at=LATER))
    assert OwedCall.objects.count() == 1


def test_guesses_at_once_are_counted_one_by_one(city: City) -> None:
    number, he = called(city).case.number, city.he

    def guess() -> Check:
        return actions.hear_code(number, code="K7QM-2X4P-9TBD", by=he, at=NOON)

    told = at_once(*[guess] * (WRONG_A_CASE + 2))
    assert kinds(told) == ["Check"] * WRONG_A_CASE + ["TooMany"] * 2
    assert Check.objects.filter(sure="wrong").count() == WRONG_A_CASE


def test_two_presses_give_out_one_code_and_two_ratings_are_one(city: City) -> None:
    case, he = closed(city, phone=PHONE), city.he
    sure(city, case, at=LATER)
    codes = at_once(*[lambda: actions.give_out_code(case, by=he, at=LATER)] * 2)
    case.refresh_from_db()
    assert (len(set(codes)), case.reissues, case.tracking_digest) == (1, 1, code_digest(codes[0]))
    told = at_once(*[lambda: actions.rate_by_phone(case, by=he, solved="yes", at=LATER)] * 2)
    assert kinds(told) == ["Line", "Taken"]
