"""Cells follow one another under a code, and a cut grid fills its district without gap or overlap."""

from datetime import date, timedelta

import pytest
from shapely import unary_union
from shapely.geometry import shape

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.places import actions as places
from civic.places.models import Area, Cell
from civic.places.queries import border_of, locate
from tests.people import City
from tests.places.shapes import BOWTIE, NAMES, box

SINCE = date(2025, 1, 1)


def test_a_redrawn_cell_ends_the_one_before_on_the_day_before(city: City) -> None:
    hexin = city.area("990101")
    first = places.add_cell(code="99010100100101", area=hexin, polygon=box(113.16, 23.1, 113.17, 23.11), starts=SINCE)
    second = places.add_cell(
        code="99010100100101", area=hexin, polygon=box(113.16, 23.1, 113.18, 23.11), starts=date(2026, 1, 1)
    )
    first.refresh_from_db()
    assert first.ends == date(2025, 12, 31)
    assert second.ends is None


def test_a_cell_from_the_same_day_or_an_earlier_one_is_refused(city: City) -> None:
    hexin = city.area("990101")
    where = box(113.16, 23.1, 113.17, 23.11)
    places.add_cell(code="99010100100101", area=hexin, polygon=where, starts=SINCE)
    for starts in (SINCE, SINCE - timedelta(days=1)):
        with pytest.raises(Taken):
            places.add_cell(code="99010100100101", area=hexin, polygon=where, starts=starts)


def test_a_broken_cell_is_refused(city: City) -> None:
    with pytest.raises(NotValid):
        places.add_cell(code="99010100100101", area=city.area("990101"), polygon=BOWTIE, starts=SINCE)
    with pytest.raises(NotValid):
        places.add_cell(
            code="9901010010010/", area=city.area("990101"), polygon=box(113.16, 23.1, 113.17, 23.11), starts=SINCE
        )


def test_a_cell_cannot_end_before_it_begins(city: City) -> None:
    cell = places.add_cell(
        code="99010100100101", area=city.area("990101"), polygon=box(113.16, 23.1, 113.17, 23.11), starts=SINCE
    )
    with pytest.raises(NotValid):
        places.end_cell(cell, ends=SINCE - timedelta(days=1))


@pytest.fixture
def crooked(city: City) -> Area:
    """A district with a crooked border, and a bay that parts some cells in two."""
    ring = [
        [113.16, 23.06],
        [113.21, 23.055],
        [113.235, 23.09],
        [113.205, 23.1],
        [113.2351, 23.115],
        [113.19, 23.13],
        [113.155, 23.1],
        [113.16, 23.06],
    ]
    return places.found_area(
        code="990103",
        kind="district",
        parent=city.area("990100"),
        names=NAMES,
        polygon={"type": "Polygon", "coordinates": [ring]},
    )


def test_a_cut_grid_fills_its_district_without_gap_or_overlap(crooked: Area) -> None:
    cells = places.grid_cells(crooked, starts=SINCE)
    drawn = [shape(cell.polygon) for cell in Cell.objects.filter(area=crooked)]
    whole = shape(border_of(crooked))
    assert len(drawn) == len(cells) > 60
    assert all(one.is_valid and one.area > 0 for one in drawn)
    assert sum(one.area for one in drawn) == pytest.approx(whole.area, rel=1e-9)
    assert unary_union(drawn).symmetric_difference(whole).area < 1e-9 * whole.area


def test_cells_have_fourteen_digits_and_no_code_twice(crooked: Area) -> None:
    codes = [cell.code for cell in places.grid_cells(crooked, starts=SINCE)]
    assert all(len(code) == 14 and code.isdigit() and code.startswith("990103") for code in codes)
    assert len(set(codes)) == len(codes)


def test_cells_are_about_eight_hundred_metres_a_side(crooked: Area) -> None:
    widest = max(
        shape(cell.polygon).bounds[2] - shape(cell.polygon).bounds[0]
        for cell in places.grid_cells(crooked, starts=SINCE)
    )
    assert 780 < widest * 111_320 * 0.92 < 820


def test_every_point_of_the_district_lies_in_a_cell(crooked: Area) -> None:
    places.grid_cells(crooked, starts=SINCE)
    inside = shape(border_of(crooked)).representative_point()
    spot = locate(inside.y, inside.x)
    assert spot.cell is not None
    assert spot.cell.area == crooked


def test_a_district_is_cut_once_and_only_a_drawn_one(crooked: Area, city: City) -> None:
    places.grid_cells(crooked, starts=SINCE)
    with pytest.raises(Conflict):
        places.grid_cells(crooked, starts=SINCE)
    with pytest.raises(NotValid):
        places.grid_cells(city.area("990100"), starts=SINCE)
