"""A point belongs to the deepest area and the one cell that hold it, and to the lowest code on a border."""

import math
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.places import actions as places
from civic.places.models import Border
from civic.places.queries import Spot, is_inside, locate, locating
from tests.people import IN_DONGQIAO, OUTSIDE, City
from tests.places.shapes import NAMES, box

SINCE = date(2025, 1, 1)


def test_a_point_lies_in_its_district_and_its_cell(city: City) -> None:
    spot = locate(*IN_DONGQIAO)
    assert spot.area == city.area("990102")
    assert spot.cell is not None
    assert spot.cell.code == "99010200100101"


def test_the_found_area_knows_its_parents_without_asking(city: City) -> None:
    locate(*IN_DONGQIAO)
    with CaptureQueriesContext(connection) as asked:
        area = locate(*IN_DONGQIAO).area
        assert area is not None
        assert area.parent is not None
        assert area.parent.kind == "city"
    assert len(asked) == 0


def test_the_first_question_costs_three_statements_and_the_next_none(city: City) -> None:
    locating.forget_shapes()
    with CaptureQueriesContext(connection) as cold:
        locate(*IN_DONGQIAO)
    with CaptureQueriesContext(connection) as warm:
        locate(*IN_DONGQIAO)
        is_inside(*IN_DONGQIAO)
    assert (len(cold), len(warm)) == (3, 0)


def test_on_a_border_the_lowest_code_wins(city: City) -> None:
    spot = locate(23.13, 113.27)
    assert spot.area is not None
    assert spot.area.code == "990101"


def test_the_deepest_area_wins(city: City) -> None:
    dongqiao = city.area("990102")
    street = places.found_area(
        code="990102001", kind="street", parent=dongqiao, names=NAMES, polygon=box(113.29, 23.12, 113.32, 23.15)
    )
    assert locate(*IN_DONGQIAO).area == street
    places.amend_area(street, is_active=False)
    assert locate(*IN_DONGQIAO).area == dongqiao


def test_an_area_without_borders_is_known_by_its_cells(city: City) -> None:
    street = places.found_area(code="990101001", kind="street", parent=city.area("990101"), names=NAMES)
    places.add_cell(code="99010100100101", area=street, polygon=box(113.20, 23.10, 113.24, 23.15), starts=SINCE)
    assert locate(23.13, 113.22).area == street


def test_a_point_outside_belongs_nowhere(city: City) -> None:
    assert locate(*OUTSIDE) == Spot()
    assert not is_inside(*OUTSIDE)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (math.nan, 113.3),
        (23.1, math.nan),
        (math.inf, 1.0),
        (-math.inf, 0.0),
        (91, 0),
        (0, 181),
        (1e308, 1e308),
        (10**400, 0),
    ],
)
def test_what_is_no_point_is_outside_and_nowhere(lat: Any, lon: Any) -> None:
    assert not is_inside(lat, lon)
    assert locate(lat, lon) == Spot()


def test_everything_is_inside_until_somebody_has_drawn_the_city(city: City) -> None:
    Border.objects.all().delete()
    locating.forget_shapes()
    assert is_inside(*OUTSIDE)
    assert not is_inside(math.nan, 0)


def test_a_cell_counts_from_its_first_to_its_last_day(city: City) -> None:
    today = locating.timezone.localdate()
    hexin = city.area("990101")
    where = box(113.20, 23.10, 113.24, 23.15)
    cell = places.add_cell(code="99010100100102", area=hexin, polygon=where, starts=today)
    assert locate(23.13, 113.22).cell == cell
    places.end_cell(cell, ends=today)
    assert locate(23.13, 113.22).cell == cell
    elsewhere = box(113.16, 23.10, 113.18, 23.15)
    places.add_cell(code="99010100100103", area=hexin, polygon=elsewhere, starts=today + timedelta(days=1))
    assert locate(23.13, 113.17).cell is None
    places.end_cell(
        places.add_cell(code="4", area=hexin, polygon=elsewhere, starts=SINCE), ends=today - timedelta(days=1)
    )
    assert locate(23.13, 113.17).cell is None


def test_only_the_management_layer_is_asked(city: City) -> None:
    places.add_cell(
        layer="social", code="7", area=city.area("990101"), polygon=box(113.20, 23.10, 113.24, 23.15), starts=SINCE
    )
    assert locate(23.13, 113.22).cell is None


def test_a_change_by_another_process_is_noticed_within_half_a_minute(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000.0]
    monkeypatch.setattr(locating, "monotonic", lambda: clock[0])
    assert locate(*IN_DONGQIAO).area is not None
    # another process: the rows change, this process is not told
    monkeypatch.setattr("civic.places.actions.drawing.forget_shapes", lambda: None)
    street = places.found_area(
        code="990102002",
        kind="street",
        parent=city.area("990102"),
        names=NAMES,
        polygon=box(113.29, 23.12, 113.32, 23.15),
    )
    clock[0] += 29
    assert locate(*IN_DONGQIAO).area != street
    clock[0] += 2
    assert locate(*IN_DONGQIAO).area == street
    places.amend_area(street, polygon=box(113.31, 23.12, 113.33, 23.15))
    clock[0] += 31
    assert locate(*IN_DONGQIAO).area != street


def test_looking_again_costs_two_statements_when_nothing_changed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000.0]
    monkeypatch.setattr(locating, "monotonic", lambda: clock[0])
    locate(*IN_DONGQIAO)
    clock[0] += 31
    before = locating._kept.shapes
    with CaptureQueriesContext(connection) as asked:
        locate(*IN_DONGQIAO)
    assert len(asked) == 2
    assert locating._kept.shapes is before
