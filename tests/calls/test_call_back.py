"""Calls the city owes: three at most, apart, and whoever says nothing counts as not answered, never as good."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.calls import actions
from civic.calls.models import Attempt, OwedCall
from civic.calls.queries import calls_due, open_check
from civic.calls.rules import ASKED_FOR, CALL_HOLDS, next_call_at
from civic.calls.tasks import sweep
from civic.cases.actions import forget_reporter
from civic.cases.models import Case, ContactOpening
from civic.feedback.models import Rating
from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices.models import Post
from tests.calls.helping import HOUR, MINUTE, PHONE, closed
from tests.people import NOON, City

LATER = NOON + 24 * HOUR


def _owed(city: City, *, at: datetime = LATER, **given: Any) -> OwedCall:
    case = closed(city, **given)
    actions.find_owed_calls(at=at)
    return OwedCall.objects.get(case=case)


def test_who_left_only_a_number_and_said_nothing_is_to_be_called_and_nobody_else(city: City) -> None:
    wanted = closed(city)
    closed(city, phone="", email="mei@example.com")
    closed(city, email="mei@example.com")
    closed(city, phone="")
    city.rated(closed(city), solved="yes")
    city.case("declined", phone=PHONE)
    city.case("answered", phone=PHONE)
    assert actions.find_owed_calls(at=LATER) == 1
    assert OwedCall.objects.get().case == wanted
    assert actions.find_owed_calls(at=LATER + MINUTE) == 0


def test_a_closing_is_found_once_however_often_and_however_few_at_a_time_it_is_looked_for(city: City) -> None:
    cases = [closed(city, at=NOON + turn * MINUTE) for turn in range(5)]
    for turn in range(6):
        actions.find_owed_calls(at=LATER + turn * MINUTE, most=2)
    assert sorted(OwedCall.objects.values_list("case", flat=True)) == sorted(case.pk for case in cases)


def test_three_calls_apart_and_then_it_is_not_answered_and_never_good(city: City) -> None:
    owed, at = _owed(city), LATER
    for turn, wait in enumerate((4 * HOUR, 24 * HOUR, None)):
        actions.take_call(owed, by=city.he, at=at)
        actions.note_call(owed, result="no-answer", by=city.he, at=at + MINUTE)
        owed.refresh_from_db()
        if wait is None:
            break
        assert (owed.stage, owed.made) == ("waiting", turn + 1)
        with pytest.raises(Taken):
            actions.take_call(owed, by=city.he, at=at + 2 * MINUTE)
        at = at + MINUTE + wait
    assert (owed.stage, owed.made) == ("unanswered", 3)
    case = Case.objects.get(pk=owed.case_id)
    assert case.verdict == ""
    assert not Rating.objects.exists()
    assert case.lines.order_by("-seq")[0].verb == "call-back"
    assert not calls_due(city.he, at=at + 30 * HOUR).exists()
    assert Attempt.objects.filter(owed=owed).count() == 3
    assert next_call_at(1, "unwilling", at=at) is None


def test_reached_opens_the_case_and_a_rating_ends_the_call(city: City) -> None:
    owed = _owed(city)
    contact = actions.take_call(owed, by=city.he, at=LATER)
    assert contact.phone.endswith(PHONE)
    opening = ContactOpening.objects.get()
    assert (opening.by, opening.reason, opening.purpose) == (city.he, "call-back", "")  # said in the reader's language
    check = actions.note_call(owed, result="reached", by=city.he, at=LATER)
    assert check is not None
    assert open_check(owed.case, city.he, at=LATER) == check
    actions.rate_by_phone(owed.case, by=city.he, solved="partly", at=LATER)
    owed.refresh_from_db()
    assert owed.stage == "rated"


def test_a_call_is_in_one_hand_and_free_again_when_it_was_left_lying(city: City) -> None:
    owed = _owed(city)
    actions.take_call(owed, by=city.he, at=LATER)
    with pytest.raises(Taken):
        actions.take_call(owed, by=city.he, at=LATER)
    with pytest.raises(Conflict):
        actions.note_call(owed, result="busy", by=city.lin, at=LATER)
    with pytest.raises(NotValid):
        actions.note_call(owed, result="fine", by=city.he, at=LATER)
    with pytest.raises(Conflict):
        actions.note_call(owed, result="busy", by=city.he, at=LATER + CALL_HOLDS)
    actions.take_call(owed, by=city.he, at=LATER + CALL_HOLDS)


def test_the_office_that_answered_never_asks_whether_it_was_solved(city: City) -> None:
    owed = _owed(city)
    Post.objects.filter(officer__person=city.he).update(office=city.office("dongqiao-lamps"))
    assert not calls_due(city.he, at=LATER).exists()
    with pytest.raises(Taken):
        actions.take_call(owed, by=city.he, at=LATER)


def test_whoever_says_it_another_way_or_is_forgotten_is_not_called(city: City) -> None:
    for _turn in range(4):
        closed(city)
    actions.find_owed_calls(at=LATER)
    rated, forgotten, reopened, old = OwedCall.objects.order_by("case")
    city.rated(rated.case, solved="yes")
    forget_reporter(forgotten.case, at=LATER, public_words_too=False)
    city.rated(reopened.case, solved="no")
    assert [one.pk for one in calls_due(city.he, at=LATER)] == [forgotten.pk, old.pk]
    actions.find_owed_calls(at=LATER + MINUTE)
    stages = {one.pk: one.stage for one in OwedCall.objects.all()}
    assert stages == {rated.pk: "rated", forgotten.pk: "moot", reopened.pk: "rated", old.pk: "waiting"}
    actions.find_owed_calls(at=LATER + ASKED_FOR + HOUR)
    old.refresh_from_db()
    assert old.stage == "moot"


def test_reached_three_times_without_a_word_is_not_answered(city: City) -> None:
    owed = _owed(city)
    OwedCall.objects.filter(pk=owed.pk).update(made=2)
    actions.take_call(owed, by=city.he, at=LATER)
    actions.note_call(owed, result="reached", by=city.he, at=LATER)
    actions.find_owed_calls(at=LATER + CALL_HOLDS + MINUTE)
    owed.refresh_from_db()
    assert owed.stage == "unanswered"


def test_the_worker_sweeps_without_a_queue(city: City) -> None:
    closed(city)
    sweep()
    assert OwedCall.objects.count() <= 1


# --- the pages ---


def _pages_at(monkeypatch: Any, at: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def test_the_list_shows_no_number_and_the_call_shows_one(city: City, as_person: Any, monkeypatch: Any) -> None:
    owed = _owed(city)
    _pages_at(monkeypatch, LATER)
    he = as_person(city.he)
    page = he.get("/desk/phone/calls/").content.decode()
    assert owed.case.number in page
    assert PHONE not in page
    assert he.get(f"/desk/phone/calls/{owed.pk}/").status_code == 404
    shown = he.post(f"/desk/phone/calls/{owed.pk}/take/", follow=True).content.decode()
    assert PHONE in shown
    again = he.post(f"/desk/phone/calls/{owed.pk}/take/", follow=True).content.decode()
    assert "in another hand" in again
    assert he.post(f"/desk/phone/calls/{owed.pk}/", {"result": ""}).headers["Location"].endswith(f"/{owed.pk}/")
    opened = he.post(f"/desk/phone/calls/{owed.pk}/", {"result": "reached"}, follow=True)
    assert opened.redirect_chain[-1][0] == f"/desk/phone/cases/{owed.case.number}/"
    assert "Rate: was it solved?" in opened.content.decode()


def test_the_list_costs_the_same_with_few_and_many(city: City, as_person: Any, monkeypatch: Any) -> None:
    _pages_at(monkeypatch, LATER)
    he = as_person(city.he)
    for turn in range(12):
        closed(city, at=NOON + turn * MINUTE, source="phone", by=city.mei)
    actions.find_owed_calls(at=LATER)
    many = OwedCall.objects.filter(pk__gt=OwedCall.objects.order_by("pk").values("pk")[:1])
    many.update(stage="moot", ended_at=LATER)
    few = _queries(he, "/desk/phone/calls/")
    many.update(stage="waiting", ended_at=None)
    assert he.get("/desk/phone/calls/").content.decode().count("/take/") == 12
    assert _queries(he, "/desk/phone/calls/") == few


def _queries(client: Any, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        client.get(path)
    return len(seen)
