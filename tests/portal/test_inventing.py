"""An invented city: exact in number, without gap or overlap, the same each time, sound in its names and codes."""

import math
from dataclasses import replace
from functools import cache

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.inventing.city import MANAGEMENT, SOCIAL, Cell, InventedCity
from portal.inventing.crowd import share
from portal.inventing.drawn import drawn_features
from portal.inventing.recipes import DEMO, DONGCHENG, HAIDIAN, RECIPES, Recipe
from portal.inventing.shapes import invent_city

SMALL = HAIDIAN.scaled(cells=260)
TWO_DISTRICTS = replace(DONGCHENG, name="two", districts=2, streets=5, communities=14, cells=160, social_grids=40)
CITIES = [SMALL, TWO_DISTRICTS, DEMO, DONGCHENG]


@cache
def city_of(recipe: Recipe, seed: int = 1) -> InventedCity:
    return invent_city(recipe, seed=seed)


def _shape(thing: object) -> shapely.Polygon:
    return shapely.Polygon(thing.ring)  # type: ignore[attr-defined]


def _covers(parts: list[shapely.Polygon], whole: shapely.Polygon) -> bool:
    """Do the parts lie edge to edge and make up the whole, point for point?"""
    union = shapely.coverage_union_all(parts)
    return bool(
        shapely.coverage_is_valid(parts)
        and union.symmetric_difference(whole).area == 0
        and shapely.equals_exact(union.normalize(), whole.normalize(), tolerance=0)
    )


@pytest.fixture(params=CITIES, ids=lambda recipe: recipe.name)
def city(request: pytest.FixtureRequest) -> InventedCity:
    return city_of(request.param)


def test_the_recipes_are_the_counts_of_known_districts() -> None:
    assert (HAIDIAN.km2, HAIDIAN.districts, HAIDIAN.streets, HAIDIAN.communities) == (430.8, 1, 29, 678)
    assert (HAIDIAN.cells, HAIDIAN.components) == (8_562, 1_400_000)
    assert (DONGCHENG.km2, DONGCHENG.districts, DONGCHENG.streets, DONGCHENG.communities) == (41.84, 1, 17, 205)
    assert (DONGCHENG.cells, DONGCHENG.social_grids) == (4_184, 589)
    assert (DEMO.districts, DEMO.is_drawn) == (7, True)
    assert set(RECIPES) == {"haidian", "dongcheng", "demo"}


def test_the_city_has_exactly_as_many_parts_as_its_recipe_says(city: InventedCity) -> None:
    recipe = city.recipe
    assert len(city.districts) == recipe.districts
    assert len(city.streets) == recipe.streets
    assert len(city.communities) == recipe.communities
    assert len(city.cells[MANAGEMENT]) == recipe.cells
    assert len(city.cells.get(SOCIAL, ())) == recipe.social_grids


def test_its_area_is_the_told_one(city: InventedCity) -> None:
    metres = sum(cell.area_m2 for cell in city.cells[MANAGEMENT])
    assert metres / 1e6 == pytest.approx(city.recipe.km2, rel=0.01)


def test_the_cells_of_each_layer_cover_the_city_without_gap_or_overlap(city: InventedCity) -> None:
    for cells in city.cells.values():
        assert _covers([_shape(cell) for cell in cells], _shape(city.city))


def test_each_area_is_covered_by_the_areas_below_it(city: InventedCity) -> None:
    below = {place.code: [] for place in city.places()}  # type: ignore[var-annotated]
    for place in (*city.districts, *city.streets, *city.communities):
        below[place.parent].append(_shape(place))
    for place in (city.city, *city.districts, *city.streets):
        assert _covers(below[place.code], _shape(place)), place.code


def test_each_community_is_covered_by_its_cells(city: InventedCity) -> None:
    for layer, cells in city.cells.items():
        below: dict[str, list[shapely.Polygon]] = {}
        for cell in cells:
            below.setdefault(cell.parent, []).append(_shape(cell))
        for community in city.communities:
            assert _covers(below[community.code], _shape(community)), (layer, community.code)


def test_neighbours_share_their_points_to_the_last_bit(city: InventedCity) -> None:
    for lon, lat in {spot for cell in city.cells[MANAGEMENT] for spot in cell.ring}:
        assert (lon, lat) == (round(lon * 1e7) / 1e7, round(lat * 1e7) / 1e7)
    sides = [side for cell in city.cells[MANAGEMENT] for side in zip(cell.ring, cell.ring[1:], strict=False)]
    assert len(sides) == len(set(sides))  # each way along a border is walked once ...
    lonely = {(a, b) for a, b in sides} - {(b, a) for a, b in sides}
    edge = set(zip(city.city.ring, city.city.ring[1:], strict=False))
    assert lonely == edge  # ... and the other way by the neighbour, but at the edge of the city


def test_no_cell_is_a_sliver(city: InventedCity) -> None:
    narrow = math.cos(math.radians(city.recipe.lat))
    for cell in city.cells[MANAGEMENT]:
        body = shapely.Polygon([(lon * narrow, lat) for lon, lat in cell.ring])
        assert 4 * math.pi * body.area / body.length**2 > 0.15, cell.code
    areas = sorted(cell.area_m2 for cell in city.cells[MANAGEMENT])
    assert areas[0] * 100 > areas[-1]


def test_the_demo_keeps_the_drawn_city_point_for_point() -> None:
    city, features = city_of(DEMO), drawn_features("areas")
    for place, feature in zip((city.city, *city.districts), features, strict=True):
        assert (place.code, place.words.zh_hans) == (
            feature["properties"]["code"],
            feature["properties"]["name_zh_hans"],
        )
        drawn = shapely.Polygon(feature["geometry"]["coordinates"][0]).normalize()
        assert shapely.equals_exact(_shape(place).normalize(), drawn, tolerance=0)


def test_every_code_parses_and_hangs_below_its_parent(city: InventedCity) -> None:
    assert city.city.code == city.recipe.code
    lengths = {"district": 6, "street": 9, "community": 12}
    for place in (*city.districts, *city.streets, *city.communities):
        assert (len(place.code), place.code.isdigit()) == (lengths[place.kind], True)
        assert place.code.startswith(place.parent.removesuffix("00") if place.kind == "district" else place.parent)
        assert place.code.startswith("99")
    for layer, digits in ((MANAGEMENT, 14), (SOCIAL, 15)):
        for cell in city.cells.get(layer, ()):
            assert (len(cell.code), cell.code[:12], cell.code.isdigit()) == (digits, cell.parent, True)
    codes = [place.code for place in city.places()]
    codes += [cell.code for cells in city.cells.values() for cell in cells]
    assert len(codes) == len(set(codes))


def test_cells_are_numbered_within_their_community_from_one(city: InventedCity) -> None:
    for cells in city.cells.values():
        numbers: dict[str, list[int]] = {}
        for cell in cells:
            numbers.setdefault(cell.parent, []).append(int(cell.code[12:]))
        assert all(given == list(range(1, len(given) + 1)) for given in numbers.values())


def test_the_first_number_lies_north_of_the_last(city: InventedCity) -> None:
    by_community: dict[str, list[Cell]] = {}
    for cell in city.cells[MANAGEMENT]:
        by_community.setdefault(cell.parent, []).append(cell)
    pairs = [
        (_shape(cells[0]).centroid, _shape(cells[-1]).centroid) for cells in by_community.values() if len(cells) > 3
    ]
    assert all(first.y > last.y for first, last in pairs)


@pytest.mark.parametrize("recipe", [DEMO, DONGCHENG], ids=lambda recipe: recipe.name)
def test_a_community_has_two_to_five_social_grids_and_each_holds_whole_cells(recipe: Recipe) -> None:
    city = city_of(recipe)
    counts: dict[str, int] = {}
    for grid in city.cells[SOCIAL]:
        counts[grid.parent] = counts.get(grid.parent, 0) + 1
    assert set(counts.values()) <= {2, 3, 4, 5}
    held: dict[str, list[shapely.Polygon]] = {}
    for cell in city.cells[MANAGEMENT]:
        held.setdefault(cell.grid, []).append(_shape(cell))
    assert all(_covers(held[grid.code], _shape(grid)) for grid in city.cells[SOCIAL])


def test_the_inner_district_has_nearly_three_grids_a_community() -> None:
    assert len(city_of(DONGCHENG).cells[SOCIAL]) / len(city_of(DONGCHENG).communities) == pytest.approx(2.87, abs=0.005)


def test_names_are_told_in_three_languages_and_none_twice(city: InventedCity) -> None:
    for kind in ("street", "community"):
        for language in range(3):
            names = [place.words[language] for place in city.places() if place.kind == kind]
            assert all(names)
            assert len(names) == len(set(names))
    for things in (city.roads, city.parks, city.bridges):
        english = [thing.words.en for thing in things]
        assert len(english) == len(set(english))
        assert all(all(thing.words) for thing in things)


def test_water_roads_and_parks_are_there_to_look_at(city: InventedCity) -> None:
    assert city.rivers
    assert city.parks
    assert len(city.roads) > city.recipe.streets / 4
    assert {cell.grade for cell in city.cells[MANAGEMENT]} == {1, 2, 3}
    assert {cell.land_use for cell in city.cells[MANAGEMENT]} <= set("RABMGE")
    green = {cell.code for cell in city.cells[MANAGEMENT] if cell.land_use == "G"}
    assert {code for park in city.parks for code in park.cells} <= green
    assert any(cell.road is not None for cell in city.cells[MANAGEMENT])


def test_the_same_seed_gives_the_same_city_and_another_seed_another() -> None:
    assert invent_city(SMALL, seed=1).digest() == city_of(SMALL).digest()
    assert city_of(SMALL, seed=2).digest() != city_of(SMALL).digest()


def test_a_larger_city_grows_in_all_its_parts() -> None:
    large = HAIDIAN.scaled(cells=85_620)
    assert (large.cells, large.districts, large.streets, large.communities) == (85_620, 10, 290, 6_780)
    assert large.km2 == pytest.approx(4_308)
    assert large.communities * 99 >= large.cells
    assert HAIDIAN.scaled(cells=1_000).cells == 1_000


@pytest.mark.parametrize(
    "wrong",
    [{"cells": 600}, {"communities": 20}, {"communities": 29, "cells": 3_000}, {"social_grids": 5}, {"districts": 0}],
)
def test_a_recipe_that_cannot_be_numbered_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="haidian"):
        replace(HAIDIAN, **wrong)  # type: ignore[arg-type]


@given(
    total=st.integers(10, 400),
    weights=st.lists(st.floats(0.01, 100), min_size=1, max_size=10),
    most=st.integers(40, 99),
)
def test_shares_add_up_exactly_within_their_bounds(total: int, weights: list[float], most: int) -> None:
    if total > most * len(weights):
        with pytest.raises(ValueError, match="cannot be shared"):
            share(total, weights, most=most)
        return
    given_out = share(total, weights, most=most)
    assert sum(given_out) == total
    assert all(1 <= one <= most for one in given_out)


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    districts=st.integers(1, 3),
    streets=st.integers(0, 4),
    communities=st.integers(0, 6),
    cells=st.integers(0, 60),
    km2=st.sampled_from([0.4, 12.0, 900.0]),
)
def test_any_small_city_of_any_seed_is_whole(
    seed: int, districts: int, streets: int, communities: int, cells: int, km2: float
) -> None:
    streets += districts
    communities += streets
    recipe = replace(
        HAIDIAN, districts=districts, streets=streets, communities=communities, cells=communities + cells, km2=km2
    )
    city = invent_city(recipe, seed=seed)
    assert len(city.cells[MANAGEMENT]) == recipe.cells
    assert _covers([_shape(cell) for cell in city.cells[MANAGEMENT]], _shape(city.city))
    assert sum(cell.area_m2 for cell in city.cells[MANAGEMENT]) / 1e6 == pytest.approx(km2, rel=0.01)
