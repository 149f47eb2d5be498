"""An invented city lands in the database or in files, whole and the same every time."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from shapely import coverage_is_valid
from shapely.geometry import shape
from shapely.ops import unary_union

from civic.places.actions import lay_out_grid, load_areas
from civic.places.models import Area, Border, Cell, Component, Party
from civic.places.queries import locate
from portal.seeding.grounding import invented
from tests.people import City


def test_a_city_is_not_invented_over_another(city: City) -> None:
    with pytest.raises(CommandError, match="holds a city already"):
        call_command("invent_city", "--like", "dongcheng", "--cells", "120", "--components", "0")


def test_numbers_no_city_can_have_are_told(city: City) -> None:
    with pytest.raises(CommandError, match="negative"):
        call_command("invent_city", "--components", "-1")


@pytest.mark.django_db(transaction=True)
def test_the_database_holds_the_city_as_it_was_invented(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("flush", "--no-input", verbosity=0)
    call_command("invent_city", "--like", "dongcheng", "--cells", "240", "--components", "300")
    told = capsys.readouterr().out
    assert "240 management cells" in told
    assert (Cell.objects.filter(layer="management").count(), Component.objects.count()) == (240, 300)
    cells = [shape(cell.polygon) for cell in Cell.objects.filter(layer="management")]
    assert coverage_is_valid(cells)
    district = shape(Border.objects.get(area__kind="district").polygon)
    assert unary_union(cells).symmetric_difference(district).area < 1e-15
    for cell in Cell.objects.filter(layer="management")[:20]:
        middle = shape(cell.polygon).representative_point()
        assert locate(middle.y, middle.x).cell == cell
    assert Component.objects.filter(cell__isnull=True).count() == 0
    assert Party.objects.count() == 40
    assert Area.objects.filter(kind="community").count() > 5


def test_files_are_written_for_the_imports_and_the_database_is_left_alone(db: None, tmp_path: Path) -> None:
    before = Cell.objects.count()
    for folder in ("one", "two"):
        invented.cache_clear()
        call_command(
            "invent_city", "--like", "dongcheng", "--cells", "120", "--components", "50", "--to", tmp_path / folder
        )
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        "areas.geojson", "cells-management.geojson", "cells-social.geojson", "components.csv", "ground.geojson",
        "parties.csv",
    ]  # fmt: skip
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert len(json.loads((tmp_path / "one" / "cells-management.geojson").read_text())["features"]) == 120
    assert Cell.objects.count() == before


def laid() -> dict[str, list[tuple[object, ...]]]:
    """Everything on the ground, as one database can be compared with another; the day it was laid on apart."""
    cells, pieces = Cell.objects.order_by("layer", "code"), Component.objects.order_by("code")
    return {
        "areas": list(
            Area.objects.order_by("code").values_list("path", "kind", "name_zh_hans", "name_zh_hant", "name_en")
        ),
        "borders": list(Border.objects.order_by("area__code").values_list("area__code", "starts", "ends", "polygon")),
        "cells": list(cells.values_list("layer", "code", "area__code", "polygon", "grade", "area_m2", "length_m")),
        "parties": list(Party.objects.order_by("code").values_list("code", "name_zh_hans", "name_en")),
        "components": list(
            pieces.values_list(
                "code", "kind__code", "area__code", "cell__code", "lat", "lon", "owner__code", "attributes"
            )
        ),
    }


@pytest.mark.django_db(transaction=True)
def test_the_written_files_come_in_through_the_documented_commands_as_the_same_city(tmp_path: Path) -> None:
    told = ["--like", "dongcheng", "--cells", "120", "--components", "60"]
    call_command("invent_city", *told, "--to", tmp_path)
    call_command("flush", "--no-input", verbosity=0)
    call_command("invent_city", *told)
    invented_city = laid()
    call_command("flush", "--no-input", verbosity=0)
    lay_out_grid()
    call_command("import_areas", tmp_path / "areas.geojson")
    for layer in ("management", "social"):
        call_command("import_cells", tmp_path / f"cells-{layer}.geojson", "--layer", layer)
    call_command("load_component_kinds")
    call_command("import_parties", tmp_path / "parties.csv")
    call_command("import_components", tmp_path / "components.csv")
    assert laid() == invented_city


@pytest.mark.django_db(transaction=True)
def test_an_exported_register_comes_in_again_as_the_same_city(tmp_path: Path) -> None:
    call_command("flush", "--no-input", verbosity=0)
    call_command("invent_city", "--like", "dongcheng", "--cells", "120", "--components", "60")
    before = laid()
    call_command("export_register", tmp_path)
    call_command("flush", "--no-input", verbosity=0)
    lay_out_grid()
    call_command("import_areas", tmp_path / "areas.geojson")
    call_command("import_areas", tmp_path / "areas.csv")
    for layer in ("management", "social"):
        call_command("import_cells", tmp_path / f"cells-{layer}.geojson", "--layer", layer)
    call_command("load_component_kinds", tmp_path / "kinds.csv")
    call_command("import_parties", tmp_path / "parties.csv")
    call_command("import_components", tmp_path / "components.csv")
    assert laid() == before


def test_a_city_is_founded_with_the_areas_of_the_written_files(db: None, tmp_path: Path) -> None:
    call_command("invent_city", "--like", "dongcheng", "--cells", "120", "--components", "0", "--to", tmp_path)
    features = json.loads((tmp_path / "areas.geojson").read_text(encoding="utf-8"))["features"]
    [city] = [area for area in load_areas(features) if area.kind == "city"]
    told = features[0]["properties"]
    assert (city.name_zh_hans, city.name_en) == (told["name_zh_hans"], told["name_en"])
    assert city.name_zh_hans
