"""How a city is invented: from a recipe and a number to areas and cells that lie edge to edge, the same each time."""

import math
import random
from collections.abc import Sequence
from typing import Any

from shapely import LineString

from portal.inventing.city import InventedCity, Place
from portal.inventing.crowd import Centre, Crowd, gather, share
from portal.inventing.drawn import drawn_features, drawn_roads
from portal.inventing.dressing import Dressing
from portal.inventing.names import Namer, Words
from portal.inventing.outline import draw_outline, draw_river
from portal.inventing.patches import Draft, Patch, in_reading_order
from portal.inventing.recipes import CELLS_A_COMMUNITY, GRIDS_A_COMMUNITY, Recipe
from portal.inventing.sheet import Metres, Ring, Sheet, middle
from portal.inventing.splitting import Manner, Splitter, Unsplittable

FINENESS = 0.29  # points of a border stand this part of a cell's side apart
TRIES = 8
RURAL = 1.3  # times the thin edge: a street less built up than this is a town

DISTRICT = Manner(rung=0, bend=0.07, uneven=0.12)
STREET = Manner(rung=1, bend=0.07, uneven=0.2, reach=3.0)
COMMUNITY = Manner(rung=2, bend=0.05, uneven=0.2, reach=2.4)
GRID = Manner(rung=3, bend=0.035, uneven=0.12, reach=2.0)
CELL = Manner(rung=4, bend=0.03, uneven=0.1, reach=1.2)


def invent_city(recipe: Recipe, *, seed: int) -> InventedCity:
    """The city of this recipe and seed number; always the same one."""
    for attempt in range(TRIES):
        try:
            draft = _Cutter(recipe, random.Random(f"{recipe.name}/{seed}/{attempt}")).draft()
        except Unsplittable:
            continue
        return _told(draft, Dressing(draft), seed)
    raise Unsplittable(f"{recipe.name} with seed {seed}: no city after {TRIES} tries.")


def _told(draft: Draft, dressing: Dressing, seed: int) -> InventedCity:
    return InventedCity(
        recipe=draft.recipe,
        seed=seed,
        city=Place("city", draft.recipe.code, "", draft.recipe.words, draft.sheet.closed(draft.city_ring)),
        districts=_places(draft, "district", draft.districts, up=4, tail="00"),
        streets=_places(draft, "street", draft.streets(), up=6),
        communities=_places(draft, "community", draft.communities(), up=9),
        cells=dressing.cells,
        rivers=tuple(dressing.rivers),
        parks=tuple(dressing.parks),
        roads=tuple(dressing.roads),
        bridges=tuple(dressing.bridges),
        minor=dressing.minor(),
    )


def _places(draft: Draft, kind: str, patches: Sequence[Patch], *, up: int, tail: str = "") -> tuple[Place, ...]:
    """Told as areas; the first `up` digits of a code are its parent's."""
    return tuple(
        Place(kind, one.code, one.code[:up] + tail, one.words, draft.sheet.closed(one.ring))
        for one in sorted(patches, key=lambda patch: patch.code)
    )


class _Cutter:
    """One try at a city: cut from the top of the tree down, then numbered and named."""

    def __init__(self, recipe: Recipe, rng: random.Random) -> None:
        self.recipe, self.rng = recipe, rng
        self.sheet = Sheet(recipe.lon, recipe.lat)
        self.namer = Namer(rng)
        self.river: tuple[int, ...] = ()
        self.city_ring: Ring = []

    def draft(self) -> Draft:
        """The whole tree, each community cut into its cells."""
        districts = self._drawn_districts() if self.recipe.is_drawn else self._invented_districts()
        self._cut_streets(districts)
        streets = [street for district in districts for street in district.parts]
        self._cut_communities(streets)
        self._cut_cells([community for street in streets for community in street.parts])
        self._number(districts)
        return Draft(
            recipe=self.recipe,
            rng=self.rng,
            sheet=self.sheet,
            namer=self.namer,
            crowd=self.crowd,
            city_ring=self.city_ring,
            districts=districts,
            river=self.river,
            ways=self.splitter.ways,
        )

    # -- the ground to cut

    def _drawn_districts(self) -> list[Patch]:
        city, *features = drawn_features("areas")
        self.city_ring = self._ring_of(city)
        rings = [self._ring_of(feature) for feature in features]
        self.crowd = _drawn_crowd(self.sheet, rings[0])
        self._pace(self.crowd.weight(self.sheet.drawn(self.city_ring)))
        self.splitter.drawn = [LineString(self._line_of(road)) for road in drawn_roads()]
        districts = [self._patch(ring) for ring in rings]
        for district, feature in zip(districts, features, strict=True):
            told = feature["properties"]
            district.code = told["code"]
            district.words = Words(told["name_zh_hans"], told["name_zh_hant"], told["name_en"])
        return districts

    def _ring_of(self, feature: dict[str, Any]) -> Ring:
        spots = feature["geometry"]["coordinates"][0][:-1]
        ring = [self.sheet.keep(self.sheet.knot_of(lon, lat)) for lon, lat in spots]
        return ring if self.sheet.area(ring) > 0 else ring[::-1]

    def _line_of(self, road: dict[str, Any]) -> list[Metres]:
        return [self.sheet.metres(self.sheet.knot_of(lon, lat)) for lon, lat in road["geometry"]["coordinates"]]

    def _invented_districts(self) -> list[Patch]:
        area = self.recipe.km2 * 1e6
        self.crowd = gather(self.rng, math.sqrt(area), contrast=min(1.0, 0.3 + self.recipe.km2 / 400))
        far = math.sqrt(area / math.pi)  # until the border is drawn, a circle tells how dense the points must stand
        self._pace(self.crowd.weight([(far * math.cos(n / 20), far * math.sin(n / 20)) for n in range(126)]))
        self.city_ring = draw_outline(self.sheet, self.rng, area, self._spacing)
        banks = self._banks()
        if self.recipe.districts == 1:
            whole = self._patch(self.city_ring)
            whole.banks = banks
            return [whole]
        counts = share(self.recipe.districts, [bank.weight for bank in banks])
        rings = [
            ring
            for bank, count in zip(banks, counts, strict=True)
            for ring in self.splitter.parts(bank.ring, count, DISTRICT, self.crowd)
        ]
        return [self._patch(ring) for ring in rings]

    def _banks(self) -> list[Patch]:
        """The city left and right of its river; the whole city when there is no room for one."""
        if self.recipe.communities < 2:
            return [self._patch(self.city_ring)]
        start, end, inner = draw_river(self.sheet, self.rng, self.city_ring, self.crowd, self._spacing)
        if not inner:
            return [self._patch(self.city_ring)]
        ring = self.city_ring
        self.river = (ring[start], *inner, ring[end])
        if start > end:
            start, end, inner = end, start, inner[::-1]
        rings = (ring[start : end + 1] + inner[::-1], ring[end:] + ring[: start + 1] + inner)
        return [self._patch(bank) for bank in rings]

    def _pace(self, weight: float) -> None:
        """From now on a point of a border is set at every so much of a cell's side."""
        self.unit = weight / self.recipe.cells
        self.splitter = Splitter(self.sheet, self.rng, self._spacing)

    def _spacing(self, x: float, y: float) -> float:
        return FINENESS * math.sqrt(self.unit / self.crowd.at(x, y))

    def _patch(self, ring: Ring) -> Patch:
        spots = self.sheet.drawn(ring)
        return Patch(ring, self.crowd.weight(spots), middle(spots), self.sheet.area(ring))

    # -- down the tree

    def _cut_streets(self, districts: Sequence[Patch]) -> None:
        counts = share(self.recipe.streets, [district.weight for district in districts])
        for district, count in zip(districts, counts, strict=True):
            district.parts = self._cut_beside_river(district, count, STREET)

    def _cut_communities(self, streets: Sequence[Patch]) -> None:
        counts = share(self.recipe.communities, [street.weight * self.rng.uniform(0.8, 1.25) for street in streets])
        for street, count in zip(streets, counts, strict=True):
            street.parts = self._cut_beside_river(street, count, COMMUNITY)

    def _cut_beside_river(self, patch: Patch, count: int, manner: Manner) -> list[Patch]:
        """Cut on either bank; a patch that stays whole hands its river down."""
        if count < 2:
            whole = self._patch(patch.ring)
            whole.banks = patch.banks
            return [whole]
        banks = patch.banks or [patch]
        each = share(count, [bank.weight for bank in banks])
        return [
            self._patch(ring)
            for bank, some in zip(banks, each, strict=True)
            for ring in self.splitter.parts(bank.ring, some, manner, self.crowd)
        ]

    def _cut_cells(self, communities: Sequence[Patch]) -> None:
        weights = [community.weight for community in communities]
        has_grids = self.recipe.social_grids > 0
        fewest, most_grids = GRIDS_A_COMMUNITY
        counts = share(self.recipe.cells, weights, least=fewest if has_grids else 1, most=CELLS_A_COMMUNITY)
        for community, count in zip(communities, counts, strict=True):
            community.count = count
        if has_grids:
            tops = [min(most_grids, count) for count in counts]
            grids = share(self.recipe.social_grids, weights, least=fewest, most=tops)
            for community, some in zip(communities, grids, strict=True):
                self._cut_grids(community, some)
        for community in communities:
            for patch in community.grids or [community]:
                cells = [self._patch_of_cell(ring) for ring in self.splitter.parts(patch.ring, patch.count, CELL, None)]
                community.parts += cells
                if patch is not community:
                    patch.parts = cells

    def _cut_grids(self, community: Patch, count: int) -> None:
        rings = self.splitter.parts(community.ring, count, GRID, None)
        community.grids = [self._patch_of_cell(ring) for ring in rings]
        shares = share(community.count, [grid.area for grid in community.grids])
        for grid, cells in zip(community.grids, shares, strict=True):
            grid.count = cells

    def _patch_of_cell(self, ring: Ring) -> Patch:
        spots = self.sheet.drawn(ring)
        return Patch(ring, 0.0, middle(spots), self.sheet.area(ring))

    # -- codes and names

    def _number(self, districts: list[Patch]) -> None:
        if not self.recipe.is_drawn:
            for n, district in enumerate(in_reading_order(districts), 1):
                district.code = f"{self.recipe.code[:4]}{n:02d}"
                given = self.recipe.district_words
                district.words = given[n - 1] if n <= len(given) else self.namer.name("district")
                self.namer.keep("district", district.words)
        for district in districts:
            for n, street in enumerate(in_reading_order(district.parts), 1):
                street.code = f"{district.code}{n:03d}"
                self._number_street(street)

    def _is_rural(self, street: Patch) -> bool:
        return not self.recipe.is_drawn and self.recipe.km2 > 100 and self.crowd.at(*street.centre) < RURAL

    def _number_street(self, street: Patch) -> None:
        stem = self.namer.stem()
        kind = "town" if self._is_rural(street) else "subdistrict"
        street.words = self.namer.name(kind, scope="street", stem=stem)
        for n, community in enumerate(in_reading_order(street.parts), 1):
            community.code = f"{street.code}{n:03d}"
            own = stem if self.rng.random() < 0.2 else None
            community.words = self.namer.name("community", stem=own)
            for k, cell in enumerate(in_reading_order(community.parts), 1):
                cell.code = f"{community.code}{k:02d}"
            for k, grid in enumerate(in_reading_order(community.grids), 1):
                grid.code = f"{community.code}{k:03d}"


def _drawn_crowd(sheet: Sheet, island: Ring) -> Crowd:
    x, y = middle(sheet.drawn(island))
    return Crowd(
        [Centre(x, y, 4_500.0, 1.6), Centre(x + 6_500, y - 500, 3_000.0, 0.9), Centre(x, y + 5_500, 2_600.0, 0.7)]
    )
