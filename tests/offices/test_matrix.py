"""Every matter at every place has exactly one answering office; where it has none, somebody is told."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.offices import actions as offices
from civic.offices.models import Matter, Stewardship
from civic.offices.queries import Gap, Matrix, closed_answering, doubles, gaps, walk, who_answers
from civic.places import actions as places
from civic.places.models import Area, Cell
from tests.people import NOON, SINCE, City, names

TODAY = NOON.date()
TOMORROW = TODAY + timedelta(days=1)


def told(found: list[Gap]) -> list[tuple[str, str]]:
    return [(gap.matter.code, gap.area.code if gap.area else "") for gap in found]


@pytest.fixture
def whole(city: City) -> City:
    """The city with somebody for everything: one office for some matters, another in each district for the rest."""
    offices.name_steward(matter=city.matter("0900"), area=None, office=city.office("command"), starts=SINCE)
    offices.name_steward(
        matter=city.matter("0101"), area=city.area("990101"), office=city.office("command"), starts=SINCE
    )
    return city


def test_the_walk_over_every_matter_and_cell_finds_one_office_each(whole: City) -> None:
    with CaptureQueriesContext(connection) as asked:
        found = {(matter.code, cell.code): answering for matter, cell, answering in walk(TODAY)}
    assert len(asked) == 3
    assert len(found) == Matter.objects.count() * Cell.objects.count() > 0
    for (matter, cell), answering in found.items():
        one = who_answers(whole.matter(matter), Cell.objects.get(code=cell).area, on=TODAY)
        assert one is not None, (matter, cell)
        assert answering == one
        assert str(answering.reason) == str(one.reason)
    assert gaps(TODAY) == []


def test_a_transfer_dated_tomorrow_changes_tomorrows_walk_in_its_cells_only(whole: City) -> None:
    before = {(matter.code, cell.code): answering for matter, cell, answering in walk(TODAY)}
    offices.name_steward(
        matter=whole.matter("0101"), area=whole.area("990102"), office=whole.office("drains"), starts=TOMORROW
    )
    assert {(matter.code, cell.code): answering for matter, cell, answering in walk(TODAY)} == before
    changed = {
        (matter.code, cell.area.code)
        for matter, cell, answering in walk(TOMORROW)
        if answering != before[matter.code, cell.code]
    }
    assert changed == {("0101", "990102")}


def test_the_matrix_says_the_same_as_the_single_question_in_one_statement(city: City) -> None:
    street = places.found_area(
        code="990102001", kind="street", parent=city.area("990102"), names=names("街", "街", "Street")
    )
    for matter in ("0101", "0102"):
        offices.name_steward(matter=city.matter(matter), area=street, office=city.office("command"), starts=TODAY)
    offices.name_steward(matter=city.matter("0101"), area=None, office=city.office("command"), starts=TODAY)
    with CaptureQueriesContext(connection) as asked:
        matrix = Matrix.on(TODAY)
    assert len(asked) == 1
    for each in Matter.objects.all():
        for area in [None, *Area.objects.all()]:
            assert matrix.who_answers(each, area) == who_answers(each, area, on=TODAY)


def test_gaps_are_told_at_the_highest_area_that_lacks_the_matter_whole(city: City) -> None:
    assert told(gaps(TODAY)) == [("0101", "990101"), ("0900", "990100")]
    street = places.found_area(
        code="990101001", kind="street", parent=city.area("990101"), names=names("街", "街", "Street")
    )
    places.found_area(
        code="990101002", kind="street", parent=city.area("990101"), names=names("二街", "二街", "Street 2")
    )
    offices.name_steward(matter=city.matter("0900"), area=street, office=city.office("command"), starts=TODAY)
    assert [area for matter, area in told(gaps(TODAY)) if matter == "0900"] == ["990101002", "990102"]
    own = Cell.objects.get(code="99010200100101")
    own.pk, own.code, own.area = None, "99010100100101", city.area("990101")
    own.save()  # a cell of the district itself, in none of its streets
    assert [area for matter, area in told(gaps(TODAY)) if matter == "0900"] == ["990101", "990102"]


def test_a_day_before_anybody_was_named_is_one_gap_a_matter(city: City) -> None:
    assert told(gaps(date(2020, 1, 1))) == [("0101", "990100"), ("0102", "990100"), ("0900", "990100")]


def test_a_retired_matter_and_a_retired_area_are_no_gap(city: City) -> None:
    offices.amend_matter(city.matter("0900"), is_active=False)
    Area.objects.filter(code="990101").update(is_active=False)
    assert told(gaps(TODAY)) == []


def test_a_closed_office_leaves_a_gap_and_is_named(city: City) -> None:
    offices.amend_office(city.office("drains"), is_active=False)
    assert ("0102", "990100") in told(gaps(TODAY))
    assert [duty.matter.code for duty in closed_answering(TODAY)] == ["0102"]


def test_duties_whose_days_overlap_are_found_where_a_database_was_written_by_hand(city: City) -> None:
    assert doubles(TODAY) == []
    Stewardship.objects.create(
        matter=city.matter("0102"),
        office=city.office("command"),
        starts=TODAY - timedelta(days=3),
        ends=TODAY + timedelta(days=3),
    )
    (double,) = doubles(TODAY)
    assert {double.first.office.code, double.second.office.code} == {"drains", "command"}
    assert doubles(TODAY + timedelta(days=4)) == []
