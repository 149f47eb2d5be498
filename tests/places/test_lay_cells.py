"""A whole layer of cells is laid at once, or nothing of it."""

from dataclasses import replace

import pytest

from civic.lib.refusals import NotValid, Taken
from civic.places import actions as places
from civic.places.actions import CellGiven
from civic.places.models import Cell
from civic.places.queries import locate
from tests.people import SINCE, City
from tests.places.shapes import BOWTIE, box

GOOD = CellGiven("99010100200101", "990101", box(113.16, 23.1, 113.17, 23.11), grade=1, land_use="R", area_m2=1.1e6)
OTHER = CellGiven("99010100200102", "990101", box(113.17, 23.1, 113.18, 23.11))


def test_cells_laid_at_once_hold_their_points_from_their_day_on(city: City) -> None:
    assert places.lay_cells([GOOD, OTHER], layer="management", starts=SINCE) == 2
    found = locate(23.105, 113.165).cell
    assert found is not None
    assert (found.code, found.grade, found.land_use) == (GOOD.code, 1, "R")


@pytest.mark.parametrize(
    "faulty",
    [
        replace(OTHER, polygon=BOWTIE),
        replace(OTHER, area="123456"),
        replace(OTHER, grade=4),
        replace(OTHER, code="a/b"),
        replace(OTHER, code=GOOD.code),
    ],
)
def test_one_fault_refuses_them_all_and_names_the_cell(city: City, faulty: CellGiven) -> None:
    before = Cell.objects.count()
    with pytest.raises((NotValid, Taken), match=faulty.code):
        places.lay_cells([GOOD, faulty], layer="management", starts=SINCE)
    assert Cell.objects.count() == before


def test_an_unknown_layer_and_a_cell_drawn_already_are_refused(city: City) -> None:
    with pytest.raises(NotValid, match="nowhere"):
        places.lay_cells([GOOD], layer="nowhere", starts=SINCE)
    places.lay_cells([GOOD], layer="management", starts=SINCE)
    with pytest.raises(Taken, match=GOOD.code):
        places.lay_cells([GOOD], layer="management", starts=SINCE)


def test_codes_follow_the_structure_of_the_layer_and_what_is_not_measured_is(city: City) -> None:
    for code in ("1", "99010200200101"):
        with pytest.raises(NotValid, match=code):
            places.lay_cells([replace(GOOD, code=code)], layer="management", starts=SINCE)
    places.lay_cells([GOOD, OTHER], layer="management", starts=SINCE)
    good, other = Cell.objects.get(code=GOOD.code), Cell.objects.get(code=OTHER.code)
    assert good.area_m2 == 1.1e6
    assert other.area_m2 == pytest.approx(1_133_000, rel=0.01)
    assert good.length_m == other.length_m == pytest.approx(4_263, rel=0.01)
