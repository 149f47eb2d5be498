"""Seats on a course day: of many who want the last one, one has it; who was there has learnt it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from civic.courses import actions
from civic.courses.actions import DayTold
from civic.courses.models import Grant, Learning, Place
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Refused, Taken, TooLate
from civic.notices.models import Notice
from civic.volunteers.models import Volunteer
from tests.courses.ground import course, course_day, qualification
from tests.people import NOON, City
from tests.volunteers.ground import DAY, HOUR, found_helpers, volunteer


@pytest.mark.django_db
def test_a_seat_is_taken_given_up_and_taken_by_another(city: City) -> None:
    helpers = found_helpers()
    day, hong = course_day(helpers, seats=1), volunteer("hong")
    assert helpers.wu.person is not None
    assert hong.person is not None
    place = actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    with pytest.raises(Taken, match="have a seat"):
        actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    with pytest.raises(Taken, match="last seat"):
        actions.take_seat(day, volunteer=hong, by=hong.person, at=NOON)
    with pytest.raises(NotAllowed):
        actions.give_up_seat(place, by=hong.person, at=NOON)
    assert actions.give_up_seat(place, by=helpers.wu.person, at=NOON)
    assert not actions.give_up_seat(place, by=helpers.wu.person, at=NOON)
    assert actions.take_seat(day, volunteer=hong, by=hong.person, at=NOON)


@pytest.mark.django_db
def test_once_it_began_nothing_moves(city: City) -> None:
    helpers = found_helpers()
    day = course_day(helpers)
    assert helpers.wu.person is not None
    place = actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    for act in (
        lambda: actions.give_up_seat(place, by=place.volunteer.person, at=day.starts_at),
        lambda: actions.take_seat(day, volunteer=helpers.wu, by=place.volunteer.person, at=day.starts_at),
    ):
        with pytest.raises(TooLate):
            act()


@pytest.mark.django_db
def test_who_was_there_has_learnt_it_by_the_teachers_word(city: City) -> None:
    helpers = found_helpers()
    day = course_day(helpers, gives=qualification(helpers))
    person = helpers.wu.person
    assert person is not None
    place = actions.take_seat(day, volunteer=helpers.wu, by=person, at=NOON)
    with pytest.raises(TooLate):
        actions.say_present(place, was_there=True, by=helpers.leader, at=NOON)
    with pytest.raises(NotAllowed):
        actions.say_present(place, was_there=True, by=person, at=day.ends_at)
    actions.say_present(place, was_there=False, by=helpers.leader, at=day.ends_at)
    assert not Learning.objects.exists()
    actions.say_present(place, was_there=True, by=helpers.leader, at=day.ends_at)
    learning = Learning.objects.get()
    assert (learning.minutes, learning.day, learning.verified_by) == (240, day, helpers.leader)
    assert Grant.objects.get().learning == learning
    actions.say_present(place, was_there=True, by=helpers.luo, at=day.ends_at)
    assert Learning.objects.count() == 1
    with pytest.raises(Conflict):
        actions.say_present(place, was_there=False, by=helpers.leader, at=day.ends_at)


@pytest.mark.django_db
def test_nobody_says_of_herself_that_she_was_there(city: City) -> None:
    helpers = found_helpers()
    day, own = course_day(helpers), volunteer("own")
    own.person = helpers.leader
    own.save()
    place = actions.take_seat(day, volunteer=own, by=helpers.leader, at=NOON)
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.say_present(place, was_there=True, by=helpers.leader, at=day.ends_at)


@pytest.mark.django_db
def test_a_day_called_off_tells_why_and_takes_nobody(city: City) -> None:
    helpers = found_helpers()
    day = course_day(helpers)
    assert helpers.wu.person is not None
    actions.take_seat(day, volunteer=helpers.wu, by=helpers.wu.person, at=NOON)
    with pytest.raises(NotValid):
        actions.call_off_day(day, by=helpers.luo, reason="", at=NOON)
    actions.call_off_day(day, by=helpers.luo, reason="台风。", at=NOON)
    assert "台风。" in Notice.objects.get(verb="course-day-off", channel="email").body
    hong = volunteer("hong")
    assert hong.person is not None
    with pytest.raises(Conflict):
        actions.take_seat(day, volunteer=hong, by=hong.person, at=NOON)
    with pytest.raises(Conflict):
        actions.call_off_day(day, by=helpers.luo, reason="x", at=NOON)


@pytest.mark.django_db
def test_days_that_cannot_be_are_told_beside_their_fields(city: City) -> None:
    helpers = found_helpers()
    made = course(helpers, code="day", way="day", tests={})
    told = DayTold(NOON - DAY, NOON - DAY - HOUR, " ", 0, city.mei)
    with pytest.raises(NotValid) as refused:
        actions.plan_day(made, told, by=helpers.luo, at=NOON)
    assert set(refused.value.fields) == {"starts_at", "ends_at", "where", "seats", "teacher"}
    read = course(helpers)
    good = DayTold(NOON + DAY, NOON + DAY + HOUR, "室", 3, helpers.leader)
    with pytest.raises(Conflict):
        actions.plan_day(read, good, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        actions.plan_day(made, good, by=city.mei, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_who_want_the_last_seat_one_has_it(city: City) -> None:
    helpers = found_helpers()
    day = course_day(helpers, seats=1, starts=NOON + timedelta(days=4))
    people = [volunteer(f"racer{turn}") for turn in range(16)]

    def go(one: Volunteer) -> bool:
        try:
            assert one.person is not None
            actions.take_seat(day, volunteer=one, by=one.person, at=NOON)
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(go, people)) == 1
    assert Place.objects.count() == 1
