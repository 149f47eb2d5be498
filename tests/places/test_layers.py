"""Layers and the structures of codes are the city's data; the cells in a layer follow its structure."""

from datetime import date
from typing import Any

import pytest

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.places import actions as places
from civic.places.models import CodeStructure, Layer
from civic.places.rules.codes import STRUCTURES, area_within, code_fault, parse_code, structure_fault
from tests.people import City
from tests.places.shapes import NAMES, box

SINCE = date(2025, 1, 1)
PARTS = {one.code: [{"name": name, "digits": digits} for name, digits in one.parts] for one in STRUCTURES}
WHERE = box(113.16, 23.1, 113.17, 23.11)


@pytest.mark.parametrize(
    ("structure", "code", "read"),
    [
        ("gb-14", "44010300100102", {"area": "440103", "street": "001", "community": "001", "cell": "02"}),
        ("db11-15", "110108001001003", {"area": "110108", "street": "001", "community": "001", "cell": "003"}),
        (
            "cjt349-20",
            "00000111010800160112",
            {"object": "000001", "area": "110108", "street": "001", "community": "601", "cell": "12"},
        ),
        ("gb-16", "1101080118000042", {"area": "110108", "class": "01", "sub": "18", "serial": "000042"}),
    ],
)
def test_a_code_is_read_by_its_structure(structure: str, code: str, read: dict[str, str]) -> None:
    assert parse_code(PARTS[structure], code) == read
    assert "".join(read.values()) == code


@pytest.mark.parametrize(
    "code", ["", "4401030010010", "440103001001022", "4401030010010x", "４４０１０３００１００１０２", "²" * 14]
)
def test_a_code_that_does_not_follow_is_told_with_its_digits(code: str) -> None:
    fault = str(parse_code(PARTS["gb-14"], code))
    assert "14" in fault
    assert "6 area + 3 street + 3 community + 2 cell" in fault


def test_a_code_names_the_place_it_lies_in() -> None:
    read = parse_code(PARTS["cjt349-20"], "00000111010800160112")
    assert isinstance(read, dict)
    assert area_within(read) == "110108001601"


@pytest.mark.parametrize(
    ("area", "is_city", "fits"),
    [
        ("440103", False, True),
        ("440103001", False, True),
        ("440103001001", False, True),
        ("440104", False, False),
        ("440103002", False, False),
        ("440100", True, True),
        ("440100", False, False),
        ("990100", True, False),
    ],
)
def test_the_area_part_of_a_code_is_the_code_of_its_area(area: str, is_city: bool, fits: bool) -> None:
    assert (code_fault(PARTS["gb-14"], "44010300100102", area_code=area, is_city=is_city) == "") == fits


def test_a_structure_that_names_no_area_asks_for_none() -> None:
    assert code_fault([{"name": "serial", "digits": 4}], "0001", area_code="990101") == ""


def test_cells_follow_the_structure_of_their_layer(city: City) -> None:
    hexin = city.area("990101")
    for layer, code in (("management", "1"), ("management", "99010200100101"), ("social", "99010100100101")):
        with pytest.raises(NotValid) as refused:
            places.add_cell(layer=layer, code=code, area=hexin, polygon=WHERE, starts=SINCE)
        assert "code" in refused.value.fields
    with pytest.raises(NotValid):
        places.add_cell(layer="nowhere", code="1", area=hexin, polygon=WHERE, starts=SINCE)
    places.open_layer("fire", names=NAMES)
    assert places.add_cell(layer="fire", code="F1", area=hexin, polygon=WHERE, starts=SINCE).code == "F1"


def test_a_cell_carries_its_grade_and_its_measures(city: City) -> None:
    cell = places.add_cell(
        code="99010100100101", area=city.area("990101"), polygon=WHERE, starts=SINCE, grade=1, land_use="R2"
    )
    assert (cell.grade, cell.land_use) == (1, "R2")
    assert cell.area_m2 == pytest.approx(1_133_000, rel=0.01)
    assert cell.length_m == pytest.approx(4_263, rel=0.01)
    with pytest.raises(NotValid) as refused:
        places.add_cell(code="99010100100102", area=city.area("990101"), polygon=WHERE, starts=SINCE, grade=4)
    assert "grade" in refused.value.fields


def test_a_grid_is_not_cut_into_a_layer_of_other_codes(city: City) -> None:
    with pytest.raises(NotValid):
        places.grid_cells(city.area("990101"), layer="social", starts=SINCE)


def test_a_structure_is_added_and_amended_until_codes_follow_it(city: City) -> None:
    structure = places.add_structure(
        "own", of="cell", names=NAMES, parts=[{"name": "area", "digits": 6}, {"name": "cell", "digits": 2}]
    )
    structure = places.amend_structure(
        structure, parts=[{"name": "area", "digits": 6}, {"name": "cell", "digits": 4}], source="§ 3"
    )
    assert (structure.parts[1]["digits"], structure.source) == (4, "§ 3")
    places.open_layer("own", names=NAMES, structure=structure)
    places.add_cell(layer="own", code="9901010001", area=city.area("990101"), polygon=WHERE, starts=SINCE)
    with pytest.raises(Conflict):
        places.amend_structure(structure, parts=PARTS["gb-14"])
    assert places.amend_structure(structure, names=NAMES | {"en": "Ours"}).name_en == "Ours"


BAD_PARTS: list[Any] = [
    None,
    [],
    {},
    ["area"],
    [{"name": "area"}],
    [{"name": "area", "digits": 0}],
    [{"name": "area", "digits": True}],
    [{"name": "area", "digits": "6"}],
    [{"name": "Area!", "digits": 6}],
    [{"name": "area", "digits": 6, "more": 1}],
    [{"name": "area", "digits": 6}, {"name": "area", "digits": 6}],
    [{"name": "area", "digits": 25}],
]


@pytest.mark.parametrize("parts", BAD_PARTS)
def test_a_structure_that_cannot_be_read_is_refused(db: None, parts: Any) -> None:
    assert str(structure_fault(parts)).endswith(".")
    with pytest.raises(NotValid) as refused:
        places.add_structure("own", of="cell", names=NAMES, parts=parts)
    assert "parts" in refused.value.fields


def test_odd_or_taken_codes_of_structures_and_layers_are_refused(city: City) -> None:
    for act in (
        lambda code: places.add_structure(code, of="cell", names=NAMES, parts=PARTS["gb-14"]),
        lambda code: places.open_layer(code, names=NAMES),
    ):
        for code in ("", "a b", "x" * 21):
            with pytest.raises(NotValid):
                act(code)
        act("ours")
        with pytest.raises(Taken):
            act("ours")
    with pytest.raises(NotValid):
        places.add_structure("theirs", of="street", names=NAMES, parts=PARTS["gb-14"])
    with pytest.raises(NotValid):
        places.open_layer("theirs", names=NAMES, structure=CodeStructure.objects.get(code="gb-16"))


def test_a_layer_is_given_no_structure_its_cells_do_not_follow(city: City) -> None:
    layer = Layer.objects.get(code="management")
    assert layer.cells.exists()
    with pytest.raises(Conflict):
        places.amend_layer(
            layer, names=NAMES, structure=CodeStructure.objects.get(code="db11-15"), is_complete=True, order=10
        )
    amended = places.amend_layer(layer, names=NAMES, structure=layer.structure, is_complete=False, order=5)
    assert (amended.is_complete, amended.order) == (False, 5)
    with pytest.raises(NotValid):
        places.amend_layer(layer, names=NAMES, structure=None, is_complete=False, order=-1)
