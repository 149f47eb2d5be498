"""Two hands at once: still nobody stands on both sides, and one office answers."""

from datetime import date

import pytest

from civic.offices import actions as offices
from civic.offices.models import Force, Officer, Post, Stewardship
from civic.offices.queries import doubles
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


def test_of_a_transfer_and_a_hand_over_at_once_one_office_answers(city: City) -> None:
    matter, area, day = city.matter("0101"), city.area("990102"), date(2026, 12, 1)
    lamps, drains, command = city.office("dongqiao-lamps"), city.office("drains"), city.office("command")
    at_once(
        lambda: offices.name_steward(matter=matter, area=area, office=drains, starts=day),
        lambda: offices.move_duties(from_office=lamps, to_office=command, on=day),
    )
    assert Stewardship.objects.in_force(day).filter(matter=matter, area=area).count() == 1
    assert doubles(SINCE) == []


def test_of_two_stand_ins_at_once_one_is_refused(city: City) -> None:
    chen, zhao, shen = city.chen.officer, city.zhao.officer, city.shen.officer
    told = at_once(
        *[
            lambda stand_in=stand_in: offices.stand_in(
                chen, stand_in=stand_in, starts=NOON.date(), ends=NOON.date(), at=NOON
            )
            for stand_in in (zhao, shen)
        ]
    )
    assert kinds(told) == ["Absence", "Taken"]


def test_of_two_seated_at_once_one_serves(city: City) -> None:
    fire, area = Force.objects.get(code="fire"), city.area("990102")
    told = at_once(
        *[lambda name=name: offices.seat(fire, area=area, name=name, starts=SINCE) for name in ("甲", "乙", "丙")]
    )
    assert kinds(told) == ["Conflict", "Conflict", "GridPost"]
