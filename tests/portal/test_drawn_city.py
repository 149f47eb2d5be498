"""The invented city hangs together: districts tile it, the drawing and the map agree, nothing was edited by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from portal import drawing
from tools import draw_city

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("name_zh_hans", "name_zh_hant", "name_en")


def _features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((ROOT / "seeds" / name).read_text(encoding="utf-8"))["features"]
    return found


def test_the_seven_districts_tile_the_city_without_gap_or_overlap() -> None:
    city, *districts = _features("areas.geojson")
    shapes = [shape(district["geometry"]) for district in districts]
    assert len(districts) == 7
    assert all(one.is_valid for one in shapes)
    whole = shape(city["geometry"])
    assert unary_union(shapes).symmetric_difference(whole).area < 1e-9
    assert abs(sum(one.area for one in shapes) - whole.area) < 1e-9


def test_every_area_has_an_invented_code_and_a_name_in_three_languages() -> None:
    areas = [feature["properties"] for feature in _features("areas.geojson")]
    assert [area["code"] for area in areas] == [f"9901{n:02}" for n in range(8)]
    assert all(area["parent"] == "990100" for area in areas[1:])
    assert all(area[name] for area in areas for name in WORDS)


def test_the_promised_point_lies_in_hexin() -> None:
    hexin = next(one for one in _features("areas.geojson") if one["properties"]["name_en"] == "Hexin")
    assert shape(hexin["geometry"]).contains(Point(113.27, 23.13))


def test_roads_bridges_and_parks_have_names_in_three_languages() -> None:
    named = [one["properties"] for one in _features("basemap.geojson") if one["properties"]["kind"] != "street"]
    kinds = [one["kind"] for one in named]
    assert kinds.count("river") == 1
    assert kinds.count("road") >= 25
    assert all(one[name] for one in named for name in WORDS)


@pytest.mark.parametrize("spot", [(0.0, 0.0), (395.0, 330.0), (712.0, 430.0)])
def test_the_drawing_and_the_earth_agree_both_ways(spot: tuple[float, float]) -> None:
    assert drawing.project(*drawing.unproject(*spot)) == pytest.approx(spot, abs=0.1)


def test_north_is_up_and_east_is_right() -> None:
    x, y = drawing.project(113.30, 23.16)
    assert x > drawing.MIDDLE_X
    assert y < drawing.MIDDLE_Y


def test_the_files_are_what_the_lines_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("seeds", "static/map", "templates/components/art"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(draw_city, "ROOT", tmp_path)
    draw_city.main()
    for drawn in (path for path in tmp_path.rglob("*") if path.is_file()):
        kept = ROOT / drawn.relative_to(tmp_path)
        assert kept.read_text(encoding="utf-8") == drawn.read_text(encoding="utf-8"), f"{kept} was edited by hand"
