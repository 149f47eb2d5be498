"""Whoever rated badly is called within a working day, by the phone desk, never by the office that answered."""

from datetime import timedelta
from typing import Any

import pytest

from civic.calls.actions import find_owed_calls, note_call, take_call
from civic.calls.models import OwedCall
from civic.calls.queries import calls_due
from civic.cases.models import Case, Line
from civic.feedback import actions as feedback
from civic.handling import actions as handling
from civic.lib.refusals import Taken
from civic.offices import actions as offices
from civic.offices.queries import by_workdays
from tests.people import NOON, SINCE, City

DAY = timedelta(days=1)
RATED = NOON + 2 * DAY


def rated_badly(city: City, **given: Any) -> Case:
    """A closed case with a number, rated badly."""
    case = city.case("closed", **({"phone": "13800138000", "email": "mei@example.com"} | given))
    feedback.rate(case, by=city.reporter(case), solved="partly", result=1, at=RATED)
    return case


def test_a_bad_rating_brings_a_call_by_the_next_working_day_once(city: City) -> None:
    case = rated_badly(city)
    assert find_owed_calls(at=RATED) == 1
    assert find_owed_calls(at=RATED + timedelta(minutes=1)) == 0
    owed = OwedCall.objects.get()
    assert (owed.case, owed.cause, owed.until) == (case, "bad-rating", by_workdays(RATED, 1))
    assert list(calls_due(city.he, at=RATED)) == [owed]


def test_only_a_number_can_be_called_and_a_good_rating_is_not(city: City) -> None:
    rated_badly(city, phone="")
    good = city.case("closed", phone="13800138000")
    feedback.rate(good, by=city.reporter(good), solved="yes", at=RATED)
    again = city.case("closed", phone="13800138001")
    feedback.rate(again, by=city.reporter(again), solved="no", at=RATED)  # open again: the new answer speaks
    assert find_owed_calls(at=RATED) == 0


def test_whoever_was_reached_was_heard_and_the_timeline_says_so(city: City) -> None:
    case = rated_badly(city)
    find_owed_calls(at=RATED)
    owed = OwedCall.objects.get()
    take_call(owed, by=city.he, at=RATED)
    owed.refresh_from_db()
    check = note_call(owed, result="reached", by=city.he, at=RATED + timedelta(minutes=3))
    assert check is not None
    owed.refresh_from_db()
    line = Line.objects.filter(case=case).latest("seq")
    assert (owed.stage, line.verb, line.facts["after_rating"], line.facts["reached"]) == (
        "spoken", "call-back", True, True,
    )  # fmt: skip
    assert not calls_due(city.he, at=RATED + 5 * DAY).exists()


def test_after_three_calls_in_vain_it_is_written_down_and_says_nothing(city: City) -> None:
    case = rated_badly(city)
    find_owed_calls(at=RATED)
    at = RATED
    for _turn in range(3):
        owed = OwedCall.objects.get()
        take_call(owed, by=city.he, at=at)
        owed.refresh_from_db()
        note_call(owed, result="no-answer", by=city.he, at=at)
        at += 2 * DAY
    owed.refresh_from_db()
    case.refresh_from_db()
    assert (owed.stage, case.verdict) == ("unanswered", "partly")
    assert Line.objects.filter(case=case).latest("seq").facts["reached"] is False


def test_nobody_of_the_office_that_was_rated_calls(city: City) -> None:
    rated_badly(city)
    find_owed_calls(at=RATED)
    offices.appoint(
        city.gu, side="intake", role="operator", office=city.office("dongqiao-lamps"), area=None, starts=SINCE, at=NOON
    )
    assert not calls_due(city.gu, at=RATED).exists()
    with pytest.raises(Taken):
        take_call(OwedCall.objects.get(), by=city.gu, at=RATED)


def test_a_call_ends_when_the_case_is_taken_up_anew_and_not_when_it_is_mended(city: City) -> None:
    case = rated_badly(city)
    find_owed_calls(at=RATED)
    handling.mend(case, by=city.chen, text="又换了两盏。", at=RATED + timedelta(hours=1))
    find_owed_calls(at=RATED + timedelta(hours=2))
    assert OwedCall.objects.get().stage == "waiting"
    feedback.rate(case, by=city.reporter(case), solved="no", at=RATED + timedelta(hours=3))
    find_owed_calls(at=RATED + timedelta(hours=4))
    assert OwedCall.objects.get().stage == "moot"


def test_the_desk_reads_why_and_by_when_it_calls(city: City, as_person: Any, time_machine: Any) -> None:
    time_machine.move_to(RATED)
    rated_badly(city)
    find_owed_calls(at=RATED)
    page = as_person(city.he).get("/desk/phone/calls/").content.decode()
    assert "Rated badly" in page
