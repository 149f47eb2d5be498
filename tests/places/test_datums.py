"""GCJ-02 and BD-09 are turned into WGS84 and back, and what lies beyond the mainland is left alone."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from civic.places.rules import datums
from tests.places.real import BOUNDARIES, needs_boundaries, read_features

LONS, LATS = st.floats(73.0, 136.5), st.floats(2.0, 54.5)
MAINLAND = st.floats(17.5, 54.5)  # farther south the shift comes down to two metres
THERE_AND_BACK = [
    (datums.gcj02_from_wgs84, datums.wgs84_from_gcj02),
    (datums.bd09_from_gcj02, datums.gcj02_from_bd09),
    (datums.bd09_from_wgs84, datums.wgs84_from_bd09),
]


@pytest.mark.parametrize(("there", "back"), THERE_AND_BACK)
@given(lon=LONS, lat=LATS)
def test_there_and_back_leaves_a_point_where_it_was(there, back, lon: float, lat: float) -> None:  # type: ignore[no-untyped-def]
    again = back(*there(lon, lat))
    assert abs(float(again[0]) - lon) < 1e-7
    assert abs(float(again[1]) - lat) < 1e-7


@given(lon=LONS, lat=MAINLAND)
def test_the_shift_is_some_hundred_metres(lon: float, lat: float) -> None:
    shifted = datums.gcj02_from_wgs84(lon, lat)
    assert 10 < np.hypot(float(shifted[0]) - lon, float(shifted[1]) - lat) * 111_320 < 1_500


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_known_points_agree_with_what_others_reckon(wgs84: tuple[float, float], gcj02: tuple[float, float]) -> None:
    assert tuple(map(float, datums.gcj02_from_wgs84(*wgs84))) == pytest.approx(gcj02, abs=1e-9)
    assert tuple(map(float, datums.wgs84_from_gcj02(*gcj02))) == pytest.approx(wgs84, abs=1e-9)


def test_a_known_point_of_bd09_agrees_with_what_others_reckon() -> None:
    known = (116.41036949371029, 39.92133699351022)
    assert tuple(map(float, datums.bd09_from_gcj02(116.404, 39.915))) == pytest.approx(known, abs=1e-9)


@given(
    lon=st.one_of(st.floats(-180, 72), st.floats(137.9, 180)),
    lat=st.floats(-90, 90),
)
@pytest.mark.parametrize("turn", [turn for pair in THERE_AND_BACK for turn in pair])
def test_beyond_the_mainland_nothing_moves(turn, lon: float, lat: float) -> None:  # type: ignore[no-untyped-def]
    assert tuple(map(float, turn(lon, lat))) == (lon, lat)


def test_many_points_are_turned_as_one_is() -> None:
    lons, lats = np.linspace(100, 120, 50), np.linspace(20, 45, 50)
    many = datums.wgs84_from_bd09(lons, lats)
    ones = [datums.wgs84_from_bd09(lon, lat) for lon, lat in zip(lons, lats, strict=True)]
    assert np.allclose(np.array(many).T, np.array(ones), atol=1e-9, rtol=0)


def test_a_whole_geometry_is_turned_with_its_holes_and_broken_parts_are_left_for_others_to_tell() -> None:
    ring = [[113.0, 23.0], [113.1, 23.0], [113.1, 23.1], [113.0, 23.0]]
    drawn = {"type": "MultiPolygon", "coordinates": [[ring, ring], [ring]]}
    turned = datums.in_wgs84(drawn, "gcj02")
    assert [len(body) for body in turned["coordinates"]] == [2, 1]
    assert turned["coordinates"][0][1][0] == pytest.approx([112.99469, 23.00262], abs=2e-4)
    assert drawn["coordinates"][0][0][0] == [113.0, 23.0]
    assert datums.in_wgs84(drawn, "wgs84") is drawn
    broken = {"type": "Polygon", "coordinates": [[["a", 1], [1, 2]], None, []]}
    assert json.dumps(datums.in_wgs84(broken, "gcj02")["coordinates"][1:]) == "[null, []]"
    assert datums.in_wgs84(None, "gcj02") is None


@needs_boundaries
@pytest.mark.real_data
def test_the_real_districts_of_both_maps_are_the_same_after_turning() -> None:
    theirs = read_features(BOUNDARIES / "guangzhou_districts_gcj02.geojson")
    ours = {one["properties"]["adcode"]: one for one in read_features(BOUNDARIES / "guangzhou_districts_wgs84.geojson")}
    assert len(theirs) == len(ours) == 11
    for one in theirs:
        turned, known = (
            shape(datums.in_wgs84(one["geometry"], "gcj02")),
            shape(ours[one["properties"]["adcode"]]["geometry"]),
        )
        assert turned.intersection(known).area / turned.union(known).area >= 0.995
