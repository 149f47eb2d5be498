"""The nearest component, the one on the plate, those in a box; and how many have clear responsibility."""

import math
import random
from typing import Any

import pytest

from civic.places import actions as places
from civic.places.queries import clear_rates, component_by_code, find_components, in_box, nearest, sheet_of
from civic.places.rules import hexagon, hexagons_around
from tests.people import IN_DONGQIAO, IN_HEXIN, City
from tests.places.lamps import ON, kind, lamp, lamps, party  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamps")]
LAT, LON = IN_DONGQIAO


def test_the_nearest_stand_first_with_their_metres() -> None:
    for serial, east in ((1, 19.0), (2, 5.0), (3, 21.0)):
        lamp(serial, east=east)
    told = nearest(LAT, LON)
    assert [one.component.code[-1] for one in told] == ["2", "1"]
    assert [round(one.metres) for one in told] == [5, 19]
    assert [one.component.code[-1] for one in nearest(LAT, LON, metres=30, most=3)] == ["2", "1", "3"]
    assert len(nearest(LAT, LON, metres=30, most=1)) == 1


def test_a_class_may_be_asked_for_and_what_was_taken_away_is_not_told() -> None:
    lamp(1)
    cover = lamp(2, kind=kind("0103"), east=1)
    gone = lamp(3, east=2)
    places.amend_component(gone, state="removed", on=ON)
    assert [one.component for one in nearest(LAT, LON, kind="0103")] == [cover]
    assert len(nearest(LAT, LON)) == 2


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (math.nan, 0), (0, 181)])
def test_what_is_no_point_has_nothing_near(lat: float, lon: float) -> None:
    assert nearest(lat, lon) == []


def test_two_statements_tell_the_nearest(django_assert_num_queries: Any) -> None:
    for serial in range(5):
        lamp(serial, east=serial)
    with django_assert_num_queries(2):
        assert [one.component.kind.code for one in nearest(LAT, LON)] == ["0118"] * 5


@pytest.mark.parametrize("metres", [20, 35, 50, 90, 120, 200])
def test_the_hexagons_around_a_point_hold_all_that_is_so_near(metres: float) -> None:
    draw = random.Random(metres)
    for _ in range(300):
        lat, lon = draw.uniform(-60, 60), draw.uniform(-180, 180)
        around, turn = set(hexagons_around(lat, lon, metres=metres)), draw.uniform(0, 2 * math.pi)
        north, east = metres * math.sin(turn), metres * math.cos(turn)
        there = lat + north / 111_320, lon + east / 111_320 / math.cos(math.radians(lat))
        assert hexagon(*there) in around


def test_a_plate_is_read_as_people_type_it() -> None:
    told = lamp(1)
    for text in (told.code, "9901 0201 1800 0001", "990102-0118-000001"):
        assert component_by_code(text) == told
    assert component_by_code("9901020118000002") is None
    assert component_by_code("路灯") is None
    places.amend_component(told, state="removed", on=ON)
    assert component_by_code(told.code) is None


def test_the_beginning_of_a_plate_finds_what_begins_so() -> None:
    lamp(1), lamp(2), lamp(3, kind=kind("0103"))
    assert [one.code[-1] for one in find_components("990102 0118")] == ["1", "2"]
    assert len(find_components("9901", most=2)) == 2
    assert find_components("990") == []
    assert find_components("") == []


def test_a_box_of_the_map_holds_what_stands_in_it() -> None:
    lamp(1), lamp(2, east=80), lamp(3, east=300), lamp(4, kind=kind("0103"), north=10)
    box = (LON - 0.001, LAT - 0.001, LON + 0.001, LAT + 0.001)
    assert [one.code[-1] for one in in_box(*box)] == ["1", "2", "4"]
    assert [one.code[-1] for one in in_box(*box, kind="0103")] == ["4"]
    assert len(in_box(*box, most=1)) == 1
    assert in_box(113.0, 23.0, 113.5, 23.3) == []
    assert in_box(*reversed(box)) == []


def test_responsibility_is_clear_when_owner_and_competent_body_are_known(lamps: City) -> None:  # noqa: F811
    lamp(1, owner=party(), competent=party("P2"))
    lamp(2, owner=party())
    lamp(3, kind=kind("0103"), competent=party())
    gone = lamp(4, owner=party(), competent=party())
    places.amend_component(gone, state="removed", on=ON)
    hexin = lamp(5, owner=party(), competent=party())
    places.amend_component(hexin, lat=IN_HEXIN[0], lon=IN_HEXIN[1], on=ON)
    told = clear_rates()
    assert (told.whole.clear, told.whole.whole, told.whole.percent) == (2, 4, 50)
    assert [(rate.thing and rate.thing.code, rate.clear, rate.whole) for rate in told.kinds] == [
        ("0103", 0, 1),
        ("0118", 2, 3),
    ]
    assert [(rate.thing and rate.thing.code, rate.clear, rate.whole) for rate in told.areas] == [
        ("990101", 1, 1),
        ("990102", 1, 3),
    ]
    dongqiao = clear_rates(lamps.area())
    assert (dongqiao.whole.clear, dongqiao.whole.whole) == (1, 3)
    assert [(rate.thing, rate.whole) for rate in dongqiao.areas] == [(None, 3)]


def test_streets_are_added_up_from_their_communities(lamps: City) -> None:  # noqa: F811
    told = {"names": {"zh-hans": "望江"}, "polygon": None}
    street = places.found_area(code="990102001", kind="street", parent=lamps.area(), **told)
    community = places.found_area(code="990102001001", kind="community", parent=street, **told)
    one, two = lamp(1), lamp(2)
    type(one).objects.filter(pk=one.pk).update(area=street)
    type(two).objects.filter(pk=two.pk).update(area=community)
    assert [(rate.thing, rate.whole) for rate in clear_rates(lamps.area()).areas] == [(street, 2)]
    assert [(rate.thing, rate.whole) for rate in clear_rates(street).areas] == [(community, 1), (None, 1)]


def test_an_empty_register_has_no_rate() -> None:
    told = clear_rates()
    assert (told.whole.whole, told.whole.share, told.whole.percent, told.kinds) == (0, None, None, [])


def test_the_rates_cost_the_same_statements_for_one_class_as_for_many(django_assert_num_queries: Any) -> None:
    lamp(1), lamp(2, kind=kind("0103"))
    with django_assert_num_queries(6):  # the city, a GROUP BY each, the classes, the areas below, all paths
        clear_rates()


def test_a_sheet_holds_an_area_and_a_class_in_the_order_of_codes(lamps: City) -> None:  # noqa: F811
    first, second, cover = lamp(1), lamp(2), lamp(3, kind=kind("0103"))
    assert sheet_of(lamps.area("990100"), most=9) == [cover, first, second]
    assert sheet_of(lamps.area(), kind="0118", after=first.code, most=9) == [second]
    assert sheet_of(lamps.area("990101"), most=9) == []
