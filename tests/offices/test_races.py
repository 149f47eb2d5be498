"""Two hands at once: still nobody stands on both sides, and one office answers."""

from datetime import date

import pytest

from civic.offices import actions as offices
from civic.offices.models import Officer, Post, Stewardship
from tests.at_once import at_once, kinds
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_appointments_to_two_sides_one_is_refused(city: City) -> None:
    gu, centre, command = city.gu, city.office("supervision"), city.office("command")
    told = at_once(
        lambda: offices.appoint(gu, side="check", role="supervisor", office=centre, starts=SINCE, at=NOON),
        lambda: offices.appoint(gu, side="act", role="dispatcher", office=command, starts=SINCE, at=NOON),
    )
    assert kinds(told) == ["NotAllowed", "Post"]
    assert Officer.objects.filter(person=gu).count() == 1
    assert Post.objects.filter(officer__person=gu).count() == 1


def test_the_same_appointment_twice_is_one_post(city: City) -> None:
    gu, centre = city.gu, city.office("supervision")
    told = at_once(
        *[lambda: offices.appoint(gu, side="check", role="supervisor", office=centre, starts=SINCE, at=NOON)] * 3
    )
    assert kinds(told) == ["Post", "Taken", "Taken"]


def test_an_appointment_and_a_change_of_side_leave_one_side_only(city: City) -> None:
    chen, lamps = city.chen, city.office("dongqiao-lamps")
    officer = chen.officer
    at_once(
        lambda: offices.change_side(officer, side="check", at=NOON),
        lambda: offices.appoint(chen, side="act", role="head", office=lamps, starts=SINCE, at=NOON),
    )
    officer.refresh_from_db()
    in_force = Post.objects.held_on(date(2026, 11, 4)).filter(officer=officer)
    assert officer.side == "check"
    assert not in_force.exists()


def test_of_two_offices_named_at_once_one_answers(city: City) -> None:
    matter, drains, command = city.matter("0900"), city.office("drains"), city.office("command")
    told = at_once(
        lambda: offices.name_steward(matter=matter, area=None, office=drains, starts=SINCE),
        lambda: offices.name_steward(matter=matter, area=None, office=command, starts=SINCE),
    )
    assert kinds(told) == ["Conflict", "Stewardship"]
    assert Stewardship.objects.filter(matter=matter, ends__isnull=True).count() == 1
