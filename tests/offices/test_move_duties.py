"""Functions are handed over on a day: before it the old office answers, after it the new one, in one act."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from civic.lib.refusals import Conflict, NotValid
from civic.offices import actions as offices
from civic.offices.models import Stewardship
from civic.offices.queries import who_answers
from civic.places import actions as places
from tests.people import NOON, City, names

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=60)


def answers(city: City, matter: str, area: str | None, on: date) -> str:
    answering = who_answers(city.matter(matter), city.area(area) if area else None, on=on)
    return answering.office.code if answering else ""


def test_all_duties_go_over_on_the_day_and_no_sooner(city: City) -> None:
    lamps, command = city.office("dongqiao-lamps"), city.office("command")
    offices.name_steward(matter=city.matter("0900"), area=None, office=lamps, starts=TODAY, helpers=[command])
    moved = offices.move_duties(from_office=lamps, to_office=city.office("drains"), on=TOMORROW)
    assert [one.duty.matter.code for one in moved] == ["0101", "0900"]
    for matter, area in (("0101", "990102"), ("0900", None)):
        assert answers(city, matter, area, TODAY) == "dongqiao-lamps"
        assert answers(city, matter, area, TOMORROW) == "drains"
    helped = who_answers(city.matter("0900"), None, on=TOMORROW)
    assert helped is not None
    assert helped.helpers == (command,)
    with translation.override("en"):
        told = "“Street lamp is out” in Dongqiao District: Dongqiao Street Lighting hands over to Drainage Office No. 2"
        assert str(moved[0].sentence).startswith(told)
        assert "in the whole city: " in str(moved[1].sentence)


def test_only_the_matters_chosen_go_over(city: City) -> None:
    lamps, drains = city.office("dongqiao-lamps"), city.office("drains")
    offices.name_steward(matter=city.matter("0900"), area=None, office=lamps, starts=TODAY)
    offices.move_duties(from_office=lamps, to_office=drains, on=TOMORROW, matters=[city.matter("0900")])
    assert answers(city, "0900", None, TOMORROW) == "drains"
    assert answers(city, "0101", "990102", TOMORROW) == "dongqiao-lamps"


def test_a_duty_for_the_whole_city_goes_over_in_one_area_alone(city: City) -> None:
    drains, command = city.office("drains"), city.office("command")
    offices.move_duties(from_office=drains, to_office=command, on=TOMORROW, area=city.area("990101"))
    assert answers(city, "0102", "990101", TODAY) == "drains"
    assert answers(city, "0102", "990101", TOMORROW) == "command"
    assert answers(city, "0102", "990102", TOMORROW) == "drains"
    assert answers(city, "0102", None, TOMORROW) == "drains"


def test_what_another_office_has_in_the_area_stays_its_own(city: City) -> None:
    drains, lamps, command = city.office("drains"), city.office("dongqiao-lamps"), city.office("command")
    offices.name_steward(matter=city.matter("0101"), area=None, office=drains, starts=TODAY)
    offices.move_duties(from_office=drains, to_office=command, on=TOMORROW, area=city.area("990102"))
    assert answers(city, "0101", "990102", TOMORROW) == lamps.code
    assert answers(city, "0102", "990102", TOMORROW) == "command"


def test_what_another_office_has_between_the_two_stays_its_own(city: City) -> None:
    drains, command = city.office("drains"), city.office("command")
    street = places.found_area(
        code="990102001", kind="street", parent=city.area("990102"), names=names("街", "街", "Street")
    )
    offices.name_steward(matter=city.matter("0101"), area=None, office=drains, starts=TODAY)
    moved = offices.move_duties(from_office=drains, to_office=command, on=TOMORROW, area=street)
    assert [one.duty.matter.code for one in moved] == ["0102"]
    assert answers(city, "0101", "990102001", TOMORROW) == "dongqiao-lamps"


def test_transfers_to_come_are_honoured(city: City) -> None:
    """What goes to a third office later still does, and what the old one would have begun later the new one begins."""
    lamps, drains, command = city.office("dongqiao-lamps"), city.office("drains"), city.office("command")
    lamp, area = city.matter("0101"), city.area("990102")
    offices.name_steward(matter=lamp, area=area, office=command, starts=LATER)
    offices.name_steward(matter=city.matter("0900"), area=None, office=lamps, starts=LATER)
    offices.move_duties(from_office=lamps, to_office=drains, on=TOMORROW)
    for day, code in ((TODAY, lamps.code), (TOMORROW, "drains"), (LATER, "command")):
        assert answers(city, "0101", "990102", day) == code
    assert answers(city, "0900", None, LATER - timedelta(days=1)) == ""
    assert answers(city, "0900", None, LATER) == "drains"


def test_the_new_office_does_not_help_itself(city: City) -> None:
    lamps, drains = city.office("dongqiao-lamps"), city.office("drains")
    duty = Stewardship.objects.get(office=lamps)
    offices.set_helpers(duty, [drains])
    (moved,) = offices.move_duties(from_office=lamps, to_office=drains, on=TOMORROW)
    assert not moved.duty.helpers.exists()


def test_nothing_to_hand_over_itself_and_an_office_that_is_gone_are_refused(city: City) -> None:
    lamps, drains, command = city.office("dongqiao-lamps"), city.office("drains"), city.office("command")
    with pytest.raises(Conflict):
        offices.move_duties(from_office=command, to_office=drains, on=TOMORROW)
    with pytest.raises(Conflict):
        offices.move_duties(from_office=lamps, to_office=drains, on=TOMORROW, area=city.area("990101"))
    with pytest.raises(NotValid):
        offices.move_duties(from_office=lamps, to_office=lamps, on=TOMORROW)
    offices.amend_office(drains, is_active=False)
    with pytest.raises(NotValid):
        offices.move_duties(from_office=lamps, to_office=city.office("drains"), on=TOMORROW)
    assert answers(city, "0101", "990102", TOMORROW) == lamps.code
