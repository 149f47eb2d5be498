"""Who answers for what, where and when; who reviews it; and the catalogue."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Office, Stewardship
from civic.offices.queries import answering_office, matters_by_family, reviewing_office_for
from civic.places import actions as places
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
