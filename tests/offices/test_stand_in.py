"""Whoever stands in holds the posts of the absent officer while it lasts: same side, never passed on, own number."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.cases.models import Line
from civic.handling import actions as handling
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Absence, Officer
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.people import NOON, SINCE, City

TODAY = NOON.date()
DAY = timedelta(days=1)
MONDAY, FRIDAY = TODAY + 6 * DAY, TODAY + 10 * DAY


def officer(city: City, handle: str, side: str, role: str, office: str) -> Officer:
    """A colleague joins."""
    person = Person.objects.create_user(handle, name=handle.title())
    offices.appoint(person, side=side, role=role, office=city.office(office), starts=SINCE, at=NOON)
    return Officer.objects.get(person=person)


def away(absent: Officer, stand_in: Officer, starts: date = MONDAY, ends: date = FRIDAY, **given: Any) -> Absence:
    return offices.stand_in(absent, stand_in=stand_in, starts=starts, ends=ends, at=NOON, **given)


@pytest.fixture
def qian(city: City) -> Officer:
    """A handler of the drainage office."""
    return officer(city, "qian", "act", "handler", "drains")


def test_the_posts_count_from_the_first_to_the_last_day_and_no_longer(city: City, qian: Officer) -> None:
    away(city.chen.officer, qian)
    both = {city.office("drains").pk, city.office("dongqiao-lamps").pk}
    for day, held in (
        (MONDAY - DAY, {city.office("drains").pk}),
        (MONDAY, both),
        (FRIDAY, both),
        (FRIDAY + DAY, {city.office("drains").pk}),
    ):
        hand = hand_of(qian.person, on=day)
        assert hand is not None
        assert hand.office_ids == held, day
        assert (hand.number, hand.officer_id, hand.person_id) == (qian.number, qian.pk, qian.person_id)


def test_the_hand_says_for_whom_and_until_when(city: City, qian: Officer) -> None:
    away(city.chen.officer, qian)
    hand = hand_of(qian.person, on=MONDAY)
    assert hand is not None
    assert [(one.number, one.until) for one in hand.stands_in] == [(city.chen.officer.number, FRIDAY)]
    before = hand_of(qian.person, on=TODAY)
    assert before is not None
    assert before.stands_in == ()


def test_a_hand_costs_one_statement_and_two_while_standing_in(city: City, qian: Officer) -> None:
    person = qian.person
    away(city.chen.officer, qian)
    for day, most in ((TODAY, 1), (MONDAY, 2)):
        with CaptureQueriesContext(connection) as asked:
            assert hand_of(person, on=day) is not None
        assert len(asked) == most


def test_the_stand_in_moves_a_case_of_the_other_office_under_her_own_number(city: City, qian: Officer) -> None:
    case = city.case("dispatched")
    with pytest.raises(NotAllowed):
        handling.take(case, by=qian.person, at=NOON + 7 * DAY)
    away(city.chen.officer, qian)
    handling.take(case, by=qian.person, at=NOON + 7 * DAY)
    line = Line.objects.filter(case=case).latest("seq")
    assert line.actor_id == qian.person_id


def test_whoever_acted_in_a_case_does_not_check_it_for_somebody_absent_either(city: City) -> None:
    """Standing in gives posts, never another person's clean hands: the parts taken are the person's own."""
    case = city.case("answered")  # chen answered it
    offices.change_side(city.chen.officer, side="check", at=NOON)
    offices.appoint(city.chen, side="check", role="moderator", office=city.office("supervision"), starts=TODAY, at=NOON)
    away(city.lin.officer, Officer.objects.get(person=city.chen), starts=TODAY)
    hand = hand_of(city.chen, on=TODAY)
    assert hand is not None
    assert "supervisor" in hand.roles
    with pytest.raises(NotAllowed):
        supervision.verify(case, by=city.chen, text="到场看了。", at=NOON + timedelta(hours=9))
    supervision.verify(case, by=city.lin, text="到场看了。", at=NOON + timedelta(hours=9))


def test_nobody_stands_in_across_sides(city: City, qian: Officer) -> None:
    for absent, stand_in in ((city.lin.officer, qian), (qian, city.lin.officer), (qian, city.rui.officer)):
        with pytest.raises(NotAllowed):
            away(absent, stand_in)
    assert not Absence.objects.exists()


def test_an_absence_left_behind_by_a_change_of_side_gives_nothing(city: City, qian: Officer) -> None:
    absence = away(city.chen.officer, qian, starts=TODAY)
    offices.change_side(qian, side="check", at=NOON)
    offices.appoint(
        qian.person, side="check", role="supervisor", office=city.office("supervision"), starts=TODAY, at=NOON
    )
    hand = hand_of(qian.person, on=TODAY)
    assert hand is not None
    assert hand.roles == {"supervisor"}
    absence.refresh_from_db()
    assert absence.ends == TODAY


def test_standing_in_is_never_passed_on(city: City, qian: Officer) -> None:
    """Not by the acts, and not by the hand either, were the rows there."""
    ming = officer(city, "ming", "act", "handler", "command")
    away(city.chen.officer, qian)
    with pytest.raises(Conflict):
        away(qian, ming)
    with pytest.raises(Conflict):
        away(city.zhao.officer, city.chen.officer)
    Absence.objects.create(officer=qian, stand_in=ming, starts=MONDAY, ends=FRIDAY)
    hand = hand_of(ming.person, on=MONDAY)
    assert hand is not None
    assert hand.office_ids == {city.office("command").pk, city.office("drains").pk}


def test_one_stand_in_at_a_time_and_days_that_are_days(city: City, qian: Officer) -> None:
    chen = city.chen.officer
    away(chen, qian)
    with pytest.raises(Taken):
        away(chen, city.zhao.officer, starts=FRIDAY, ends=FRIDAY + DAY)
    away(chen, city.zhao.officer, starts=FRIDAY + DAY, ends=FRIDAY + DAY)
    for starts, ends in ((FRIDAY, MONDAY), (TODAY - 9 * DAY, TODAY - 2 * DAY)):
        with pytest.raises(NotValid):
            away(city.zhao.officer, qian, starts=starts, ends=ends)
    with pytest.raises(NotValid):
        away(chen, chen)


def test_an_absence_ends_sooner_or_is_called_off(city: City, qian: Officer) -> None:
    absence = away(city.chen.officer, qian)
    ended = offices.end_absence(absence, on=MONDAY + 2 * DAY)
    assert ended is not None
    assert ended.ends == MONDAY + DAY
    ended = offices.end_absence(absence, on=MONDAY)
    assert ended is not None
    assert ended.ends == MONDAY
    with pytest.raises(Conflict):
        offices.end_absence(absence, on=FRIDAY)
    assert offices.end_absence(absence, on=TODAY) is None
    assert not Absence.objects.exists()


def test_whoever_holds_no_post_of_her_own_stands_in_for_nobody(city: City, qian: Officer) -> None:
    away(city.chen.officer, qian)
    for post in qian.posts.all():
        offices.end_post(post, ends=TODAY)
    assert hand_of(qian.person, on=MONDAY) is None


def test_why_somebody_was_away_is_forgotten_with_the_person(city: City, qian: Officer) -> None:
    absence = away(qian, city.chen.officer, note="住院")
    for post in qian.posts.all():
        offices.end_post(post, ends=TODAY - DAY)
    offices.forget(qian.person, at=NOON)
    absence.refresh_from_db()
    assert absence.note == ""
