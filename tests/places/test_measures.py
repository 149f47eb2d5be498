"""Surfaces are measured in metres wherever the city lies, and slivers are told from gaps and overlaps."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from civic.places.rules import measures

A_DEGREE_OF_LATITUDE = 110_574.0  # metres, at the equator


def test_a_square_degree_is_known_from_the_tables() -> None:
    assert measures.square_metres(box(0, 0, 1, 1)) == pytest.approx(12_308_778_361, rel=1e-4)
    assert measures.square_metres(box(-180, -90, 180, 90)) == pytest.approx(510_065_621_724_089, rel=1e-9)


@given(lat=st.floats(3, 53), lon=st.floats(74, 134))
def test_a_hundred_metres_by_a_hundred_are_a_hectare(lat: float, lon: float) -> None:
    high, wide = 100 / 111_132, 100 / (111_320 * np.cos(np.radians(lat)))
    square = box(lon, lat, lon + wide, lat + high)
    assert measures.square_metres(square) == pytest.approx(10_000, rel=0.01)
    assert measures.metres_around(square) == pytest.approx(400, rel=0.01)


def test_how_far_two_drawings_lie_apart() -> None:
    one = box(113, 23, 113.01, 23.01)
    assert measures.metres_apart(
        one, shapely.transform(one, lambda points: points + np.array([0, 0.01]))
    ) == pytest.approx(1107, rel=0.01)


def test_pairs_that_overlap_are_named_and_neighbours_are_not() -> None:
    row = [box(0, 0, 100, 100), box(100, 0, 200, 100), box(150, 0, 250, 100), box(0, 100, 100, 200)]
    assert measures.overlaps(row) == [(1, 2, 5000.0)]
    assert measures.overlaps(row[:1]) == []


def test_what_drawing_leaves_between_neighbours_is_no_overlap_and_no_gap() -> None:
    row = [box(0, 0, 100.1, 100), box(100, 0, 200, 100)]  # 10 cm wide
    assert measures.overlaps(row) == []
    assert measures.gaps([box(0, 0, 99.9, 100), box(100, 0, 200, 100)], box(0, 0, 200, 100)) == []
    assert measures.overlaps([box(0, 0, 3, 3), box(0, 0, 3, 3)]) == []  # nine square metres


def test_gaps_are_told_largest_first() -> None:
    left = measures.gaps([box(10, 0, 90, 100)], box(0, 0, 200, 100))
    assert [piece.area for piece in left] == [11_000, 1_000]


def test_cells_edge_to_edge_are_one_coverage() -> None:
    assert measures.is_one_coverage([box(0, 0, 1, 1), box(1, 0, 2, 1)])
    assert not measures.is_one_coverage([box(0, 0, 1.1, 1), box(1, 0, 2, 1)])


@given(lat=st.floats(-60, 60), lon=st.floats(-179, 179))
def test_a_point_of_the_cylinder_is_told_in_degrees(lat: float, lon: float) -> None:
    told = measures.degrees_of(measures.flat(shapely.Point(lon, lat)))
    assert told == pytest.approx((lat, lon), abs=2e-5)


def test_likeness_is_intersection_over_union() -> None:
    assert measures.likeness(box(0, 0, 2, 1), box(1, 0, 3, 1)) == pytest.approx(1 / 3)
    assert measures.likeness(Polygon(), Polygon()) == 0
