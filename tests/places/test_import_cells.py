"""Cells come in from a file all or none; what changed counts anew from the day on, and the report tells the rest."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from civic.lib.refusals import NotValid
from civic.places import actions as places
from civic.places.models import Cell
from civic.places.queries import cell_by_code, covered_districts, locate
from civic.places.rules.findings import Report, Weight
from tests.people import City
from tests.places.shapes import BOWTIE, NAMES, box
from tests.places.test_import_areas import shifted, told

SINCE, LATER = date(2025, 1, 1), date(2026, 3, 1)
HEXIN = (113.15, 23.05, 113.27, 23.25)


def cell(number: int, polygon: Any, *, stem: str = "990101001001", **more: Any) -> dict[str, Any]:
    """A feature of the file."""
    return {"type": "Feature", "properties": {"code": f"{stem}{number:02d}"} | more, "geometry": polygon}


def file(*features: dict[str, Any], name: str = "cells.geojson") -> tuple[str, bytes]:
    return name, json.dumps({"type": "FeatureCollection", "features": features}).encode()


def quarters(*, middle: float = 113.21) -> list[dict[str, Any]]:
    """Four cells that fill the district of Hexin edge to edge; the first is a street of grade 1."""
    west, south, east, north = HEXIN
    return [
        cell(1, box(west, south, middle, 23.15), grade=1, land_use="R2"),
        cell(2, box(middle, south, east, 23.15)),
        cell(3, box(west, 23.15, middle, north)),
        cell(4, box(middle, 23.15, east, north)),
    ]


@pytest.fixture
def drawn(city: City) -> City:
    report = places.import_cells([file(*quarters())], starts=SINCE)
    assert not report.is_refused
    return city


def test_cells_that_fill_their_district_come_in_without_a_word(city: City) -> None:
    report = places.import_cells([file(*quarters())], starts=SINCE)
    assert (report.findings, len(report.new)) == ([], 4)
    first = cell_by_code("99010100100101")
    assert first is not None
    assert (first.grade, first.land_use, first.area, first.starts) == (1, "R2", city.area("990101"), SINCE)
    assert first.area_m2 == pytest.approx(68_000_000, rel=0.01)
    assert first.length_m == pytest.approx(34_400, rel=0.01)
    assert locate(23.1, 113.2).cell == first


def test_a_cell_lies_in_the_deepest_area_that_its_code_names(city: City) -> None:
    street = places.found_area(code="990101001", kind="street", parent=city.area("990101"), names=NAMES)
    places.import_cells([file(*quarters())], starts=SINCE)
    assert {cell.area for cell in Cell.objects.filter(area__path__startswith=street.path)} == {street}


def test_in_a_layer_without_structure_the_file_names_the_area(city: City) -> None:
    places.open_layer("fire", names=NAMES)
    features = [
        {"type": "Feature", "properties": {"code": "F1", "area": "990101"}, "geometry": box(*HEXIN)},
    ]
    assert places.import_cells([file(*features)], layer="fire", starts=SINCE).new == ["F1"]
    features[0]["properties"] = {"code": "F2"}
    assert "in which area" in told(places.import_cells([file(*features)], layer="fire", starts=LATER))


def test_social_grids_follow_the_fifteen_digits_of_their_layer(city: City) -> None:
    one = cell(1, box(*HEXIN), stem="9901010010010")
    assert places.import_cells([file(one)], layer="social", starts=SINCE).new == ["990101001001001"]
    assert "15 digits" in told(places.import_cells([file(*quarters())], layer="social", starts=LATER))


def test_a_check_writes_nothing(city: City) -> None:
    before = Cell.objects.count()
    assert len(places.import_cells([file(*quarters())], starts=SINCE, is_check=True).new) == 4
    assert Cell.objects.count() == before


def test_only_what_is_drawn_or_kept_otherwise_counts_anew(drawn: City) -> None:
    again = places.import_cells([file(*quarters())], starts=LATER)
    assert (again.new, again.changed, len(again.unchanged)) == ([], [], 4)
    changed = quarters()
    changed[1]["properties"]["grade"] = 3
    moved = box(113.15, 23.15, 113.2, 23.25), box(113.2, 23.15, 113.27, 23.25)
    changed[2]["geometry"], changed[3]["geometry"] = moved
    report = places.import_cells([file(*changed)], starts=LATER)
    assert report.changed == ["99010100100102", "99010100100103", "99010100100104"]
    assert report.unchanged == ["99010100100101"]
    old, new = (locate(23.2, 113.205, on=day).cell for day in (date(2026, 2, 28), LATER))
    assert old is not None
    assert new is not None
    assert (old.code, old.ends) == ("99010100100103", date(2026, 2, 28))
    assert (new.code, new.ends) == ("99010100100104", None)
    graded = cell_by_code("99010100100102")
    assert graded is not None
    assert (graded.grade, graded.starts) == (3, LATER)
    assert Cell.objects.filter(code="99010100100101").count() == 1


def test_a_change_on_the_day_a_cell_began_is_refused(drawn: City) -> None:
    report = places.import_cells([file(*quarters(middle=113.2))], starts=SINCE)
    assert "cells.geojson #1 (99010100100101): It is drawn from 2025-01-01 on already" in told(report)


def test_cells_that_are_missing_stay_unless_they_are_to_be_retired(drawn: City) -> None:
    fewer = quarters()[:3]
    report = places.import_cells([file(*fewer)], starts=LATER)
    assert (report.missing, report.retired) == (["99010100100104"], [])
    assert "99010100100104" in told(report, Weight.WARNING)
    assert cell_by_code("99010100100104") is not None
    report = places.import_cells([file(*fewer)], starts=LATER, is_retiring=True)
    assert report.retired == ["99010100100104"]
    assert "gaps" in told(report, Weight.WARNING)
    assert cell_by_code("99010100100104", on=LATER) is None
    assert cell_by_code("99010100100104", on=date(2026, 2, 28)) is not None
    # the cell of the other district is none of this file's business
    assert cell_by_code("99010200100101", on=LATER) is not None


def test_a_cell_that_begins_on_that_very_day_cannot_be_retired(drawn: City) -> None:
    assert "cannot end before" in told(places.import_cells([file(*quarters()[:3])], starts=SINCE, is_retiring=True))


def with_second(**more: Any) -> list[dict[str, Any]]:
    """The quarters, the second of them spoilt."""
    features = quarters()
    polygon = more.pop("polygon", features[1]["geometry"])
    features[1] = cell(2, polygon, **more)
    return features


@pytest.mark.parametrize(
    ("features", "sentence"),
    [
        (with_second(polygon=BOWTIE), "#2 (99010100100102): The polygon cannot be used: Self-intersection"),
        (with_second(polygon=None), "#2 (99010100100102): This is not a polygon"),
        (with_second(polygon=box(23.05, 113.21, 23.15, 113.27)), "#2 (99010100100102): Its coordinates are swapped"),
        (with_second(polygon=box(113.20, 23.05, 113.27, 23.15)), "99010100100101 and 99010100100102 overlap by 11,"),
        (with_second(polygon=box(113.29, 23.05, 113.31, 23.15)), "99010100100102 lies outside 990101 with"),
        (with_second(grade=4), "#2 (99010100100102): The grade"),
        (with_second(grade="x"), "The grade"),
        (with_second(area="990102"), "names the area 990101, and the cell belongs to 990102"),
        (with_second(area="nowhere"), "There is no area with the code nowhere"),
        (with_second(code="9901010010010"), "takes 14 digits"),
        (with_second(code="88010100100101"), "Nothing says in which area"),
        (with_second(code=""), "There is no code"),
        (with_second(code="99010100100101"), "twice: cells.geojson #1"),
    ],
)
def test_a_fault_refuses_the_whole_file_and_names_the_cell(
    city: City, features: list[dict[str, Any]], sentence: str
) -> None:
    before = Cell.objects.count()
    report = places.import_cells([file(*features)], starts=SINCE)
    assert sentence in told(report)
    assert report.is_refused
    assert Cell.objects.count() == before


def test_an_overlap_with_a_cell_that_stays_is_a_fault_too(drawn: City) -> None:
    over = cell(9, box(113.16, 23.06, 113.17, 23.07))
    assert "99010100100101 and 99010100100109 overlap by" in told(places.import_cells([file(over)], starts=LATER))


def test_gaps_and_a_stated_surface_that_is_not_drawn_are_warnings(city: City) -> None:
    narrow = with_second(polygon=box(113.22, 23.05, 113.27, 23.15), area_m2="12")
    report = places.import_cells([file(*narrow)], starts=SINCE)
    assert not report.is_refused
    warned = told(report, Weight.WARNING)
    assert "Of 990101, 11," in warned
    assert "1 gaps belong to nobody" in warned
    assert "The file says 12 m²" in warned


def test_a_cell_beyond_its_own_street_is_a_warning(city: City) -> None:
    places.found_area(
        code="990101001",
        kind="street",
        parent=city.area("990101"),
        names=NAMES,
        polygon=box(113.15, 23.05, 113.21, 23.25),
    )
    report = places.import_cells([file(*quarters())], starts=SINCE)
    assert not report.is_refused
    assert "99010100100102 lies outside 990101001 with 100%" in told(report, Weight.WARNING)


def test_cells_in_another_datum_declared_wgs84_are_warned_of_and_come_in_when_declared(city: City) -> None:
    features = [one | {"geometry": shifted(one["geometry"])} for one in quarters()]
    report = places.import_cells([file(*features)], starts=SINCE, is_check=True)
    assert "Read as gcj02 it fits better" in told(report, Weight.WARNING)
    report = places.import_cells([file(*features)], crs="gcj02", starts=SINCE)
    assert not report.is_refused
    assert "gcj02" not in told(report, Weight.WARNING)


def test_a_layer_or_a_datum_nobody_knows_is_refused(city: City) -> None:
    with pytest.raises(NotValid):
        places.import_cells([file(*quarters())], layer="nowhere")
    with pytest.raises(NotValid):
        places.import_cells([file(*quarters())], crs="utm")


def test_the_covered_share_of_each_district_is_told(drawn: City) -> None:
    layer = Cell.objects.filter(code="99010100100101").get().layer
    dongqiao, hexin = sorted(covered_districts(layer), key=lambda one: one.district.code, reverse=True)
    assert (hexin.cells, hexin.coverage.is_seamless) == (4, True)
    assert hexin.coverage.share == pytest.approx(1)
    assert (dongqiao.cells, dongqiao.coverage.is_seamless) == (1, False)
    assert dongqiao.coverage.share == pytest.approx(0.0154, abs=0.001)
    assert [one.cells for one in covered_districts(layer, on=date(2024, 1, 1))] == [0, 0]


def test_the_commands_print_what_they_find(city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cells.geojson"
    path.write_bytes(file(*quarters())[1])
    call_command("import_cells", path, "--from", "2025-01-01", "--check")
    assert "nothing was written" in capsys.readouterr().out
    call_command("import_cells", path, "--from", "2025-01-01")
    assert "New 4" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 districts"):
        call_command("check_grid", "--layer", "management")
    printed = capsys.readouterr().out
    assert "management 990101: 4 cells, 100.0000% covered, 0 gaps" in printed
    assert "gap of" in printed
    call_command("check_grid", "--layer", "social")
    assert "social 990101: 0 cells, 0.0000% covered" in capsys.readouterr().out
    path.write_bytes(file(*with_second(polygon=BOWTIE))[1])
    with pytest.raises(CommandError, match="1 faults"):
        call_command("import_cells", path)
    for wrong in (("check_grid", "--layer", "nowhere"), ("import_cells", path, "--layer", "nowhere")):
        with pytest.raises(CommandError, match="no layer"):
            call_command(*wrong)


def test_the_report_counts_what_it_names() -> None:
    report = Report(new=["1"], missing=["2", "3"])
    assert report.sums() == "New 1, changed 0, unchanged 0, retired 0, not in the file 2."
