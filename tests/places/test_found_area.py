"""Areas come to be on their rung, below their parent, with borders that can be used, or are refused in a sentence."""

from typing import Any

import pytest

from civic.lib.refusals import NotValid, Taken
from civic.places import actions as places
from civic.places.models import Area
from tests.people import City
from tests.places.shapes import BOWTIE, NAMES, box


def test_an_area_carries_the_path_from_the_city_down(city: City) -> None:
    street = places.found_area(code="990102005", kind="street", parent=city.area("990102"), names=NAMES)
    assert street.path == "990100/990102/990102005/"
    assert street in Area.objects.within(city.area("990100"))
    assert street not in Area.objects.within(city.area("990101"))


@pytest.mark.parametrize(
    ("kind", "parent"),
    [("city", "990102"), ("district", None), ("district", "990102"), ("planet", "990100"), ("street", None)],
)
def test_a_wrong_rung_is_refused(city: City, kind: str, parent: str | None) -> None:
    with pytest.raises(NotValid) as refused:
        places.found_area(code="990199", kind=kind, parent=city.area(parent) if parent else None, names=NAMES)
    assert "kind" in refused.value.fields


def test_a_taken_code_is_refused(city: City) -> None:
    with pytest.raises(Taken):
        places.found_area(code="990102", kind="district", parent=city.area("990100"), names=NAMES)


@pytest.mark.parametrize("code", ["", "99/01", "9" * 13, "东桥", "99 01"])
def test_an_odd_code_is_refused(city: City, code: str) -> None:
    with pytest.raises(NotValid) as refused:
        places.found_area(code=code, kind="district", parent=city.area("990100"), names=NAMES)
    assert "code" in refused.value.fields


BROKEN: list[Any] = [
    BOWTIE,
    {},
    [],
    "POLYGON",
    {"type": "Point", "coordinates": [113.3, 23.1]},
    {"type": "Polygon", "coordinates": []},
    {"type": "Polygon", "coordinates": [[]]},
    {"type": "Polygon", "coordinates": None},
    {"type": "Polygon", "coordinates": [[[113.3, 23.1], [113.31, 23.1], [113.31, 23.11]]]},
    {"type": "Polygon", "coordinates": [[[113.3, 23.1], [113.31, 23.1], [113.31, 23.11], [113.3, 23.2]]]},
    {"type": "Polygon", "coordinates": [[[23.1, 113.3], [23.2, 113.3], [23.2, 113.4], [23.1, 113.3]]]},
    {"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4], ["a", "b"]]]},
    {"type": "Polygon", "coordinates": [[[float("nan"), 23.1], [113.31, 23.1], [113.31, 23.11], [float("nan"), 23.1]]]},
    {"type": "Polygon", "coordinates": [[[113.3, 23.1], [113.3, 23.1], [113.3, 23.1], [113.3, 23.1]]]},
    {"type": "MultiPolygon", "coordinates": [[[113.3, 23.1]]]},
    box(10, 10, 11, 11),  # sound, but nowhere near the city
]


@pytest.mark.parametrize("polygon", BROKEN)
def test_borders_that_cannot_be_used_are_refused_in_a_sentence(city: City, polygon: Any) -> None:
    with pytest.raises(NotValid) as refused:
        places.found_area(code="990199", kind="district", parent=city.area("990100"), names=NAMES, polygon=polygon)
    assert str(refused.value).endswith(".")
    assert "polygon" in refused.value.fields
    assert not Area.objects.filter(code="990199").exists()


def test_a_name_in_simplified_chinese_is_needed(city: City) -> None:
    with pytest.raises(NotValid):
        places.found_area(code="990199", kind="district", parent=city.area("990100"), names={"en": "Nowhere"})


def feature(code: str, kind: str, parent: str, polygon: Any = None, name: str = "新区") -> dict[str, Any]:
    properties = {"code": code, "kind": kind, "parent": parent, "zh-hans": name, "zh-hant": name, "en": "New"}
    return {"type": "Feature", "properties": properties, "geometry": polygon}


def test_many_areas_are_loaded_the_upper_rungs_first(city: City) -> None:
    loaded = places.load_areas(
        [
            feature("990103001", "street", "990103"),
            feature("990103", "district", "990100", box(113.16, 23.06, 113.2, 23.1)),
        ]
    )
    assert [area.code for area in loaded] == ["990103", "990103001"]
    assert loaded[1].path == "990100/990103/990103001/"


def test_loading_again_amends_and_founds_nothing_twice(city: City) -> None:
    one = [feature("990103", "district", "990100", box(113.16, 23.06, 113.2, 23.1))]
    places.load_areas(one)
    [again] = places.load_areas(
        [feature("990103", "district", "990100", box(113.16, 23.06, 113.2, 23.12), name="改名区")]
    )
    assert again.name_zh_hans == "改名区"
    assert again.revision == 2
    assert Area.objects.filter(code="990103").count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        feature("990104", "district", "nowhere"),
        feature("990104", "district", "990100", BOWTIE),
        feature("990102", "street", "990101"),
        {},
    ],
)
def test_one_fault_refuses_them_all_and_is_named(city: City, bad: dict[str, Any]) -> None:
    with pytest.raises(NotValid) as refused:
        places.load_areas([feature("990103", "district", "990100"), bad])
    assert str((bad.get("properties") or {}).get("code", "?")) in str(refused.value)
    assert not Area.objects.filter(code="990103").exists()


def test_other_borders_are_checked_like_the_first(city: City) -> None:
    with pytest.raises(NotValid):
        places.amend_area(city.area("990102"), polygon=BOWTIE)
