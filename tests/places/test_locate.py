"""A point belongs to the deepest area and the one cell that hold it, and to the lowest code on a border."""

import math
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from civic.places import actions as places
from civic.places.models import Border, Cell
from civic.places.queries import Spot, cell_by_code, is_inside, locate, locate_many, locating
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
        places.add_cell(code="99010100100104", area=hexin, polygon=elsewhere, starts=SINCE),
        ends=today - timedelta(days=1),
    )
    assert locate(23.13, 113.17).cell is None


def test_each_layer_answers_with_one_cell(city: City) -> None:
    hexin = city.area("990101")
    where = box(113.20, 23.10, 113.24, 23.15)
    places.open_layer("fire", names=NAMES)
    drawn = {
        layer: places.add_cell(layer=layer, code=code, area=hexin, polygon=where, starts=SINCE)
        for layer, code in (("social", "990101001001001"), ("management", "99010100100101"), ("fire", "F7"))
    }
    spot = locate(23.13, 113.22)
    assert spot.cells == drawn
    assert spot.cell == drawn["management"]
    assert locate(23.13, 113.17).cells == {}


def test_without_a_management_cell_the_other_layers_still_answer(city: City) -> None:
    places.add_cell(
        layer="social",
        code="990101001001001",
        area=city.area("990101"),
        polygon=box(113.20, 23.10, 113.24, 23.15),
        starts=SINCE,
    )
    spot = locate(23.13, 113.22)
    assert (spot.cell, list(spot.cells)) == (None, ["social"])


@pytest.fixture
def four(city: City) -> dict[str, Cell]:
    """Four cells that meet in one corner, drawn in no order."""
    west, south, east, north = (
        (113.16, 113.17, 23.10, 23.11),
        (113.17, 113.18, 23.10, 23.11),
        (113.16, 113.17, 23.11, 23.12),
        (113.17, 113.18, 23.11, 23.12),
    )
    drawn = {}
    for number, (left, right, low, high) in zip((4, 2, 3, 1), (west, south, east, north), strict=True):
        drawn[f"9901010010010{number}"] = places.add_cell(
            code=f"9901010010010{number}", area=city.area("990101"), polygon=box(left, low, right, high), starts=SINCE
        )
    return drawn


@pytest.mark.parametrize(
    ("lat", "lon", "number"),
    [
        (23.11, 113.17, 1),  # the corner of all four
        (23.105, 113.17, 2),  # between 4 and 2
        (23.11, 113.165, 3),  # between 4 and 3
        (23.11, 113.175, 1),  # between 2 and 1
        (23.10, 113.165, 4),  # the outer border is held too
        (23.1099999999, 113.1699999999, 4),
        (23.1100000001, 113.1700000001, 1),
    ],
)
def test_a_point_on_a_border_belongs_to_the_lowest_code(
    four: dict[str, Cell], lat: float, lon: float, number: int
) -> None:
    cell = locate(lat, lon).cell
    assert cell is not None
    assert cell.code == f"9901010010010{number}"


@given(lat=st.floats(23.09, 23.13), lon=st.floats(113.15, 113.19))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300, deadline=None)
def test_the_hexagons_change_no_answer(four: dict[str, Cell], lat: float, lon: float) -> None:
    point = Point(lon, lat)
    holding = [code for code, cell in sorted(four.items()) if shape(cell.polygon).intersects(point)]
    found = locate(lat, lon).cell
    assert (found.code if found else None) == (holding[0] if holding else None)


def test_a_hexagon_answers_the_second_time_as_the_first_and_the_rest_of_the_world_is_not_kept(
    four: dict[str, Cell],
) -> None:
    first = locate(23.105, 113.165)
    assert locate(23.105, 113.165) == first
    assert locating._kept.shapes is not None
    kept = len(locating._kept.shapes.hexagons)
    locate(*OUTSIDE)
    assert len(locating._kept.shapes.hexagons) == kept == 1


def test_a_hole_belongs_to_what_fills_it_and_to_nobody_where_nothing_does(city: City) -> None:
    hexin = city.area("990101")
    ring, hole = (
        box(*sides)["coordinates"][0] for sides in ((113.16, 23.1, 113.18, 23.12), (113.165, 23.105, 113.175, 23.115))
    )
    pierced = {"type": "MultiPolygon", "coordinates": [[ring, hole], box(113.19, 23.1, 113.2, 23.11)["coordinates"]]}
    places.add_cell(code="99010100100101", area=hexin, polygon=pierced, starts=SINCE)
    assert locate(23.102, 113.162).cell is not None
    assert locate(23.105, 113.195).cell is not None
    assert locate(23.11, 113.17).cell is None
    filling = places.add_cell(
        code="99010100100102", area=hexin, polygon=box(113.165, 23.105, 113.175, 23.115), starts=SINCE
    )
    assert locate(23.11, 113.17).cell == filling


def test_an_earlier_day_is_asked_with_the_cells_and_borders_of_that_day(city: City) -> None:
    hexin, here = city.area("990101"), (23.105, 113.175)
    wide, narrow = box(113.16, 23.1, 113.18, 23.11), box(113.16, 23.1, 113.17, 23.11)
    old = places.add_cell(code="99010100100101", area=hexin, polygon=wide, starts=SINCE)
    new = places.add_cell(code="99010100100101", area=hexin, polygon=narrow, starts=date(2026, 3, 1))
    assert locate(*here).cell is None
    assert locate(*here, on=date(2026, 2, 28)).cell == old
    assert locate(*here, on=date(2026, 3, 1)).cell is None
    assert locate(23.105, 113.165, on=date(2026, 3, 1)).cell == new
    assert locate(*here, on=date(2024, 12, 31)).cell is None
    places.amend_area(hexin, polygon=box(113.15, 23.05, 113.17, 23.25), starts=date(2026, 3, 1))
    assert locate(*here).area == city.area("990100")
    assert locate(*here, on=date(2026, 2, 1)).area == hexin


def test_an_earlier_day_costs_no_more_statements(city: City) -> None:
    locate(*IN_DONGQIAO)
    with CaptureQueriesContext(connection) as asked:
        locate(*IN_DONGQIAO, on=SINCE)
    assert len(asked) == 0


def test_many_points_are_located_as_one_is(four: dict[str, Cell]) -> None:
    lats, lons = [23.105, 23.11, math.nan, OUTSIDE[0], 23.105], [113.165, 113.17, 113.17, OUTSIDE[1], 113.165]
    many = locate_many(lats, lons)
    assert many == [locate(lat, lon) for lat, lon in zip(lats, lons, strict=True)]
    assert many[0] is many[4]
    assert locate_many([], []) == []
    assert locate_many([23.105], [113.165], on=date(2024, 1, 1))[0].cell is None


def test_a_cell_is_found_by_its_code_on_a_day(city: City) -> None:
    hexin, where = city.area("990101"), box(113.16, 23.1, 113.17, 23.11)
    old = places.add_cell(code="99010100100101", area=hexin, polygon=where, starts=SINCE)
    new = places.add_cell(code="99010100100101", area=hexin, polygon=where, starts=date(2026, 3, 1))
    assert cell_by_code("99010100100101") == new
    assert cell_by_code("99010100100101", on=date(2026, 2, 1)) == old
    assert cell_by_code("99010100100101", on=date(2024, 2, 1)) is None
    assert cell_by_code("99010100100101", layer="social") is None


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
