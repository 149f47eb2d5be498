"""Who answers for what, where and when; who reviews it; and the catalogue."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Office, Stewardship, Tag
from civic.offices.queries import (
    answering_office,
    matters_by_family,
    offices_of_function,
    reviewing_office_for,
    who_answers,
)
from civic.places import actions as places
from civic.places.models import Area, Component, ComponentKind, Party
from civic.places.queries import forget_shapes
from tests.people import NOON, City, names

TODAY = NOON.date()


def test_the_office_of_the_area_answers_there_and_nowhere_else(city: City) -> None:
    here = answering_office(city.matter("0101"), city.area("990102"), on=TODAY)
    assert here is not None
    assert here.office.code == "dongqiao-lamps"
    assert here.since == date(2025, 1, 1)
    assert answering_office(city.matter("0101"), city.area("990101"), on=TODAY) is None
    assert answering_office(city.matter("0101"), None, on=TODAY) is None


def test_the_whole_city_is_the_last_resort(city: City) -> None:
    offices.name_steward(matter=city.matter("0101"), area=None, office=city.office("drains"), starts=TODAY)
    for area, code in ((city.area("990102"), "dongqiao-lamps"), (city.area("990101"), "drains"), (None, "drains")):
        answering = answering_office(city.matter("0101"), area, on=TODAY)
        assert answering is not None
        assert answering.office.code == code


def test_the_deepest_area_up_the_tree_wins(city: City) -> None:
    street = places.found_area(
        code="990102001", kind="street", parent=city.area("990102"), names=names("街", "街", "Street")
    )
    forget_shapes()
    offices.name_steward(
        matter=city.matter("0101"), area=city.area("990100"), office=city.office("drains"), starts=TODAY
    )
    above = answering_office(city.matter("0101"), street, on=TODAY)
    assert above is not None
    assert above.office.code == "dongqiao-lamps"
    offices.name_steward(matter=city.matter("0101"), area=street, office=city.office("command"), starts=TODAY)
    answering = answering_office(city.matter("0101"), street, on=TODAY)
    assert answering is not None
    assert answering.office.code == "command"


def test_the_reason_is_told_in_the_readers_language(city: City) -> None:
    answering = answering_office(city.matter("0101"), city.area("990102"), on=TODAY)
    assert answering is not None
    with translation.override("en"):
        assert str(answering.reason).startswith(
            "Dongqiao Street Lighting answers for “Street lamp is out” in Dongqiao District since "
        )
    with translation.override("zh-hans"):
        assert "东桥区照明所" in str(answering.reason)


def test_naming_another_ends_the_one_before_on_the_day_before(city: City) -> None:
    matter, dongqiao = city.matter("0101"), city.area("990102")
    offices.name_steward(matter=matter, area=dongqiao, office=city.office("drains"), starts=date(2026, 6, 1))
    before = Stewardship.objects.get(matter=matter, area=dongqiao, office=city.office("dongqiao-lamps"))
    assert before.ends == date(2026, 5, 31)
    for day, code in ((date(2026, 5, 31), "dongqiao-lamps"), (date(2026, 6, 1), "drains")):
        answering = answering_office(matter, dongqiao, on=day)
        assert answering is not None
        assert answering.office.code == code


def test_naming_into_the_past_of_another_is_refused(city: City) -> None:
    with pytest.raises(Conflict):
        offices.name_steward(
            matter=city.matter("0101"), area=city.area("990102"), office=city.office("drains"), starts=date(2024, 1, 1)
        )


def test_two_offices_for_one_matter_and_place_are_refused_naming_both(city: City) -> None:
    with translation.override("en"), pytest.raises(Conflict) as refused:
        offices.name_steward(
            matter=city.matter("0101"), area=city.area("990102"), office=city.office("drains"), starts=date(2025, 1, 1)
        )
    assert refused.value.code == "two-offices"
    with translation.override("en"):
        told = str(refused.value)
    for part in ("Dongqiao Street Lighting", "Drainage Office No. 2", "Street lamp is out", "Dongqiao District"):
        assert part in told


def test_a_transfer_dated_tomorrow_changes_tomorrow_alone(city: City) -> None:
    tomorrow = TODAY + timedelta(days=1)
    offices.name_steward(
        matter=city.matter("0101"), area=city.area("990102"), office=city.office("drains"), starts=tomorrow
    )
    for day, code in ((TODAY, "dongqiao-lamps"), (tomorrow, "drains"), (tomorrow + timedelta(days=300), "drains")):
        answering = who_answers(city.matter("0101"), city.area("990102"), on=day)
        assert answering is not None
        assert answering.office.code == code


def test_a_transfer_to_come_is_called_off_and_the_one_before_goes_on(city: City) -> None:
    tomorrow = TODAY + timedelta(days=1)
    matter, area = city.matter("0101"), city.area("990102")
    duty = offices.name_steward(matter=matter, area=area, office=city.office("drains"), starts=tomorrow)
    with pytest.raises(Conflict):
        offices.call_off(duty, today=tomorrow)
    offices.call_off(duty, today=TODAY)
    answering = who_answers(matter, area, on=tomorrow)
    assert answering is not None
    assert answering.office.code == "dongqiao-lamps"
    assert Stewardship.objects.get(matter=matter, area=area).ends is None


def test_helpers_help_and_never_answer(city: City) -> None:
    lamps, drains, command = city.office("dongqiao-lamps"), city.office("drains"), city.office("command")
    duty = offices.name_steward(matter=city.matter("0900"), area=None, office=lamps, starts=TODAY, helpers=[drains])
    answering = who_answers(city.matter("0900"), None, on=TODAY)
    assert answering is not None
    assert answering.office == lamps
    assert answering.helpers == (drains,)
    offices.set_helpers(duty, [command])
    assert answering.helpers == (command,)
    with pytest.raises(NotValid) as refused:
        offices.set_helpers(duty, [lamps])
    assert "helpers" in refused.value.fields
    offices.amend_office(drains, is_active=False)
    with pytest.raises(NotValid):
        offices.set_helpers(duty, [city.office("drains")])


def test_a_component_goes_to_whoever_keeps_it_before_the_locality(city: City) -> None:
    """Competent body first, then maintainer, then owner; the locality where no office stands behind any."""
    area, matter = city.area("990102"), city.matter("0101")
    lamp = component(area)

    def answers() -> str:
        answering = who_answers(matter, area, on=TODAY, component=lamp)
        assert answering is not None
        assert str(answering.reason)
        return answering.office.code

    assert answers() == "dongqiao-lamps"
    for part, code in (("owner", "command"), ("maintainer", "drains"), ("competent", "phone-desk")):
        party = Party.objects.create(code=part, name_zh_hans=part, name_en=part.title())
        setattr(lamp, part, party)
        assert answers() != code
        offices.amend_office(city.office(code), parties=[party])
        assert answers() == code
    offices.amend_office(city.office("phone-desk"), is_active=False)
    assert answers() == "drains"
    answering = who_answers(matter, area, on=TODAY, component=lamp)
    assert answering is not None
    assert answering.since is None
    assert answering.helpers == ()
    with translation.override("en"):
        assert (
            str(answering.reason) == f"Drainage Office No. 2 answers: Maintainer maintains the component {lamp.code}."
        )


def test_of_several_offices_behind_one_party_the_nearest_answers(city: City) -> None:
    water = Party.objects.create(code="water", name_zh_hans="水务", name_en="Water")
    for code, area in (("water-city", None), ("water-dongqiao", "990102"), ("water-hexin", "990101")):
        offices.found_office(
            code=code,
            kind="department",
            names=names(code, code, code),
            area=city.area(area) if area else None,
            parties=[water],
        )
    lamp = component(city.area("990102"))
    lamp.competent = water
    for area, code in (("990102", "water-dongqiao"), ("990101", "water-hexin"), ("990100", "water-city")):
        lamp.area = city.area(area)
        answering = who_answers(city.matter("0101"), lamp.area, on=TODAY, component=lamp)
        assert answering is not None
        assert answering.office.code == code


def component(area: Area) -> Component:
    kind = ComponentKind.objects.create(
        standard="GB/T 30428.2", edition="2013", code="0118", name_zh_hans="路灯", name_en="Street lamp"
    )
    return Component.objects.create(code="9901020118000001", kind=kind, area=area, lat=23.13, lon=113.3, h3=1)


def test_offices_are_listed_by_the_function_they_carry(city: City) -> None:
    works = Tag.objects.filter(code="works").first() or Tag.objects.create(
        code="works", kind="function", name_zh_hans="市政公用"
    )
    assert offices_of_function("works") == []
    offices.amend_office(city.office("drains"), functions=[works])
    offices.amend_office(city.office("drains"), contact_line="12345")
    assert [office.code for office in offices_of_function("works")] == ["drains"]
    noise = Tag.objects.create(code="a-subject", kind="environment", name_zh_hans="噪声")
    with pytest.raises(NotValid) as refused:
        offices.amend_office(city.office("drains"), functions=[noise])
    assert "functions" in refused.value.fields
    assert [office.code for office in offices_of_function("works")] == ["drains"]


def test_an_office_that_is_gone_neither_answers_nor_is_named(city: City) -> None:
    lamps = offices.amend_office(city.office("dongqiao-lamps"), is_active=False)
    assert answering_office(city.matter("0101"), city.area("990102"), on=TODAY) is None
    with pytest.raises(NotValid):
        offices.name_steward(matter=city.matter("0102"), area=None, office=lamps, starts=TODAY)


def test_who_answers_costs_one_statement(city: City) -> None:
    matter, area = city.matter("0101"), city.area("990102")
    with CaptureQueriesContext(connection) as asked:
        answering = answering_office(matter, area, on=TODAY)
        assert answering is not None
        assert str(answering.reason)
    assert len(asked) == 1
    assert answering_office(None, area, on=TODAY) is None


def test_an_office_is_reviewed_by_the_one_named_for_it(city: City) -> None:
    other = offices.found_office(code="a-review", kind="review", names=names("乙", "乙", "B"), is_reviewing=True)
    lamps = offices.amend_office(city.office("dongqiao-lamps"), reviewed_by=other)
    assert reviewing_office_for(lamps) == other
    offices.amend_office(other, is_active=False)
    assert reviewing_office_for(city.office("dongqiao-lamps")) == city.office("review")


def test_no_office_ever_reviews_itself(city: City) -> None:
    review = city.office("review")
    assert reviewing_office_for(review) is None
    assert reviewing_office_for(None) == review
    second = offices.found_office(code="second-review", kind="review", names=names("丙", "丙", "C"), is_reviewing=True)
    assert reviewing_office_for(review) == second
    with pytest.raises(NotValid):
        offices.amend_office(review, reviewed_by=review)


def test_offices_and_matters_with_taken_or_odd_codes_are_refused(city: City) -> None:
    with pytest.raises(Taken):
        offices.found_office(code="drains", kind="department", names=names("甲", "甲", "A"))
    with pytest.raises(Taken):
        offices.add_matter(code="0101", names=names("甲", "甲", "A"))
    for code in ("", "a b", "排水"):
        with pytest.raises(NotValid):
            offices.found_office(code=code, kind="department", names=names("甲", "甲", "A"))
        with pytest.raises(NotValid):
            offices.add_matter(code=code, names=names("甲", "甲", "A"))
    with pytest.raises(NotValid):
        offices.found_office(code="new", kind="castle", names=names("甲", "甲", "A"))
    with pytest.raises(NotValid):
        offices.found_office(code="new", kind="department", names={"en": "A"})
    assert not Office.objects.filter(code="new").exists()


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_limit_that_is_none_is_refused(city: City, days: int) -> None:
    with pytest.raises(NotValid) as refused:
        offices.add_matter(code="0999", names=names("甲", "甲", "A"), answer_days=days)
    assert "answer_days" in refused.value.fields
    with pytest.raises(NotValid):
        offices.amend_matter(city.matter(), answer_days=days)


def test_a_family_the_catalogue_does_not_know_is_refused(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        offices.add_matter(code="0999", names=names("甲", "甲", "A"), family="castles")
    assert "family" in refused.value.fields


def test_the_catalogue_stands_by_family_in_its_order(city: City) -> None:
    offices.add_matter(code="0103", names=names("灯杆歪斜", "燈杆歪斜", "Lamp post leans"), family="lamp", order=1)
    offices.amend_matter(city.matter("0900"), is_active=False)
    with CaptureQueriesContext(connection) as asked:
        families = matters_by_family()
    assert [matter.code for matter in families["lamp"]] == ["0103", "0101"]
    assert "other" not in families
    assert len(asked) == 1
