"""The components and the ground of an invented city: where they stand, whose they are, how they are told."""

import itertools
import json
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import shapely

from portal.inventing.city import MANAGEMENT, InventedCity
from portal.inventing.components import SURVEYED, Component, components
from portal.inventing.ground import area_features, ground_features
from portal.inventing.kinds import FAMILIES, HABITS, kinds
from portal.inventing.parties import PARTIES
from portal.inventing.recipes import DEMO, HAIDIAN
from portal.inventing.shapes import invent_city

ROOT = Path(__file__).resolve().parents[2]
COUNT = 20_000


@pytest.fixture(scope="module")
def demo() -> InventedCity:
    return invent_city(DEMO, seed=1)


@pytest.fixture(scope="module")
def small() -> InventedCity:
    return invent_city(HAIDIAN.scaled(cells=600), seed=3)


@pytest.fixture(scope="module")
def rows(demo: InventedCity) -> list[Component]:
    return list(components(demo, COUNT, 1))


def test_there_are_exactly_as_many_as_asked_for(small: InventedCity, rows: list[Component]) -> None:
    assert len(rows) == COUNT
    assert [len(list(components(small, count, 1))) for count in (0, 1, 7, 777)] == [0, 1, 7, 777]


def test_every_component_stands_in_its_cell(demo: InventedCity, rows: list[Component]) -> None:
    bodies = {cell.code: shapely.Polygon(cell.ring) for cell in demo.cells[MANAGEMENT]}
    spots = shapely.points([(row.lon, row.lat) for row in rows])
    assert shapely.contains([bodies[row.cell] for row in rows], spots).all()
    assert all(row.cell.startswith(row.community) for row in rows)


def test_every_identification_code_is_new_and_parses(rows: list[Component]) -> None:
    assert len({row.identity for row in rows}) == COUNT
    assert all(len(row.identity) == 16 and row.identity.isdigit() for row in rows)
    assert all(row.identity[:10] == row.cell[:6] + row.kind for row in rows)


def test_the_kinds_are_those_of_the_standard(rows: list[Component]) -> None:
    listed = {kind.code for kind in kinds()}
    assert len(listed) == 75
    assert set(HABITS) == listed
    assert {row.kind for row in rows} <= listed
    assert {(row.standard, row.edition) for row in rows} == {("GB/T 30428.2", "2013")}
    assert all(all(kind.words) for kind in kinds())


def test_trees_and_lamps_are_many_and_flyovers_few(rows: list[Component]) -> None:
    often = Counter(row.kind for row in rows)
    assert often["0402"] > often["0118"] > often["0301"] > often["0207"]


def test_about_five_in_six_have_a_clear_responsibility_and_ownerless_covers_never(rows: list[Component]) -> None:
    clear = [row for row in rows if row.owner and row.competent and row.maintainer]
    assert len(clear) / COUNT == pytest.approx(0.83, abs=0.02)
    assert not any(row.kind == "0114" for row in clear)


def test_every_party_is_one_of_forty_named_in_three_languages(rows: list[Component]) -> None:
    known = {party.code for party in PARTIES}
    assert len(PARTIES) == len(known) == 40
    assert all(all(party.words) for party in PARTIES)
    named = {code for row in rows for code in (row.owner, row.competent, row.maintainer)}
    assert named <= known | {""}
    habits = HABITS.values()
    assert {code for one in habits for code in (*one.owners, one.competent, *one.maintainers)} <= known


def test_a_row_has_twenty_attributes_and_more(rows: list[Component]) -> None:
    for row in rows[:300]:
        assert len(row) - 1 + len(row.attributes) >= 20
        assert set(row.attributes) == set(FAMILIES[HABITS[row.kind].family].attributes)
        assert row.material
        assert row.model
        assert row.address
        json.dumps(row.attributes)


def test_nothing_was_installed_after_the_survey(demo: InventedCity, rows: list[Component]) -> None:
    assert all(row.installed <= row.changed <= SURVEYED for row in rows)
    earlier = date(2020, 1, 1)
    assert all(row.changed <= earlier for row in components(demo, 200, 1, until=earlier))


def test_waterside_things_stand_only_where_water_is(demo: InventedCity, rows: list[Component]) -> None:
    water = shapely.Polygon(demo.rivers[0].rings[0], demo.rivers[0].rings[1:])
    bodies = {cell.code: shapely.Polygon(cell.ring) for cell in demo.cells[MANAGEMENT]}
    walls = [row for row in rows if row.kind == "0506"]
    assert walls
    assert all(bodies[row.cell].intersects(water) for row in walls)


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(small: InventedCity) -> None:
    again = invent_city(small.recipe, seed=3)
    assert list(components(small, 500, 4)) == list(components(again, 500, 4))
    assert list(components(small, 500, 4)) != list(components(small, 500, 5))


def test_rows_come_one_at_a_time_and_quickly(small: InventedCity) -> None:
    endless = components(small, 5_000_000, 1)
    begun = time.perf_counter()
    assert sum(1 for _ in itertools.islice(endless, 20_000)) == 20_000
    assert time.perf_counter() - begun < 2  # ten thousand a second even on a busy machine


def test_a_district_whose_numbers_run_out_says_so(small: InventedCity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.inventing.components.SERIALS_MOST", 20)
    with pytest.raises(ValueError, match="at most 20 components"):
        list(components(small, 1_000, 1))


def test_the_demos_ground_is_the_drawn_map(demo: InventedCity) -> None:
    drawn = json.loads((ROOT / "static" / "map" / "yunqiao.geojson").read_text(encoding="utf-8"))["features"]
    told = ground_features(demo)
    assert [one["properties"] for one in told] == [one["properties"] for one in drawn]
    for mine, theirs in zip(told, drawn, strict=True):
        assert shapely.equals(shapely.from_geojson(json.dumps(mine)), shapely.from_geojson(json.dumps(theirs)))


def test_the_ground_of_another_city_is_told_alike(small: InventedCity) -> None:
    told = ground_features(small, fine=True)
    keys = {"kind", "name_zh_hans", "name_zh_hant", "name_en"}
    assert all(keys <= set(one["properties"]) for one in told)
    assert {one["properties"]["kind"] for one in told} >= {"district", "river", "park", "road", "bridge", "street"}
    assert all(shapely.from_geojson(json.dumps(one)).is_valid for one in told)
    assert "street" not in {one["properties"]["kind"] for one in ground_features(small)}


def test_areas_come_each_after_its_parent(small: InventedCity) -> None:
    seen = {""}
    for feature in area_features(small):
        assert feature["properties"]["parent"] in seen
        seen.add(feature["properties"]["code"])
    assert len(seen) - 1 == 1 + small.recipe.districts + small.recipe.streets + small.recipe.communities
