"""What is laid over a cut city: water, named roads, parks, and what each cell is used for."""

import math
from collections.abc import Sequence

from shapely import LineString, Polygon, STRtree, unary_union
from shapely.geometry.base import BaseGeometry

from portal.inventing.city import MANAGEMENT, SOCIAL, Cell, Line, Surface
from portal.inventing.drawn import drawn_features
from portal.inventing.names import Words
from portal.inventing.patches import Draft, Patch
from portal.inventing.sheet import Metres, Spot
from portal.inventing.splitting import Way
from portal.inventing.ways import across, chained, embankments, flooded, length, run_on

MAIN_RUNG, LESSER_RUNG = 1, 2
SHORE = 12.0  # metres of road beyond the water that still are bridge
# Homes, public, trade, works, green, water and fields: letters of GB 50137, and how likely from the middle outward.
USES = "RABMGE"
IN_THE_MIDDLE, BETWEEN, OUTSIDE = (46, 16, 28, 2, 6, 0), (58, 14, 12, 8, 7, 1), (38, 6, 4, 16, 20, 16)


class Dressing:
    """Roads, water, parks and cells of one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.sheet, self.rng, self.namer = draft, draft.sheet, draft.rng, draft.namer
        self.side = draft.side
        self.rivers: list[Surface] = []
        self.parks: list[Surface] = []
        self.roads: list[Line] = []
        self.bridges: list[Line] = []
        self.road_at: dict[int, int] = {}  # point on the sheet: place of the road it lies on, main roads first
        self.green: set[str] = set()  # codes of the cells that lie in a park
        self.water: BaseGeometry = Polygon()
        self.drawn_roads = STRtree([])
        if draft.recipe.is_drawn:
            self._take_drawn_ground()
        else:
            self._let_water_flow()
            self._lay_roads()
            self._lay_parks()
        crowds = sorted(self._crowd_at(cell) for community in draft.communities() for cell in community.parts)
        self.thin, self.dense = crowds[int(0.3 * len(crowds))], crowds[int(0.87 * len(crowds))]
        self.cells = self._cells()

    def minor(self) -> tuple[tuple[Spot, ...], ...]:
        """Small streets: the borders between cells of one community."""
        return tuple(self._told(self.sheet.drawn(way.numbers)) for way in self.draft.ways if way.rung > LESSER_RUNG)

    # -- water

    def _let_water_flow(self) -> None:
        self.wet_points: set[int] = set()
        self.main_ways = [way for way in self.draft.ways if way.rung <= MAIN_RUNG]
        if not self.draft.river:
            return
        self.wide = min(190.0, 0.8 * self.side)
        self._add_river("river", self.draft.river, self.wide)
        stream = self._stream()
        if stream is not None:
            self.main_ways.remove(stream)
            self._add_river("stream", stream.numbers, 0.45 * self.wide)

    def _stream(self) -> Way | None:
        """The longest main way that ends in the river: it is a tributary, not a road."""
        ending = [way for way in self.main_ways if {way.numbers[0], way.numbers[-1]} & self.wet_points]
        if len(self.main_ways) < 10 or not ending:
            return None
        return max(ending, key=lambda way: length(self.sheet.drawn(way.numbers)))

    def _add_river(self, kind: str, numbers: Sequence[int], wide: float) -> None:
        line = self.sheet.drawn(numbers)
        self.wet_points.update(numbers)
        water = flooded(
            run_on(line, 0.3 * math.sqrt(self.sheet.area(self.draft.city_ring))) if kind == "river" else line, wide
        )
        self.water = unary_union([self.water, water])
        rings = [water.exterior, *water.interiors]
        self.rivers.append(Surface("river", self.namer.name(kind), tuple(self._told(ring.coords) for ring in rings)))

    # -- roads

    def _lay_roads(self) -> None:
        main = chained(self.sheet, self.main_ways)
        lesser = chained(self.sheet, [way for way in self.draft.ways if way.rung == LESSER_RUNG])
        for chain in main:
            line = self.sheet.drawn(chain)
            self._add_road("avenue" if length(line) > 12 * self.side else "road", line, chain, is_main=True)
        for chain in lesser:
            self._add_road("road", self.sheet.drawn(chain), chain, is_main=False)
        if self.draft.river:
            land = Polygon(self.sheet.drawn(self.draft.city_ring))
            for bank in embankments(self.sheet.drawn(self.draft.river), 0.62 * self.wide + 14, land):
                self._add_road("embankment", bank, (), is_main=False)

    def _add_road(self, kind: str, line: list[Metres], points: tuple[int, ...], *, is_main: bool) -> None:
        for point in points:
            self.road_at.setdefault(point, len(self.roads))
        self.roads.append(Line("road", self.namer.name(kind, scope="road"), is_main, self._told(line)))
        if self.wet_points.intersection(points):
            for piece in across(line, self.water, SHORE):
                self.bridges.append(Line("bridge", self.namer.name("bridge"), is_main, self._told(piece)))

    def _told(self, line: Sequence[Metres]) -> tuple[Spot, ...]:
        return tuple(self.sheet.on_earth(x, y) for x, y in line)

    # -- parks

    def _lay_parks(self) -> None:
        communities = self.draft.communities()
        by_crowd = sorted(communities, key=lambda one: (one.weight / one.area, one.code))
        hills = by_crowd[: max(1, len(communities) // 60)] if self.draft.recipe.cells >= 300 else []
        for community in hills:
            self._add_park("hills", community.parts)
        rest = [one for one in communities if one not in hills]
        for community in self.rng.sample(rest, min(len(rest), max(2, round(len(communities) / 9)))):
            self._add_park("park", self._neighbours(community.parts, self.rng.choice((1, 1, 2, 3, 5))))

    def _neighbours(self, cells: Sequence[Patch], count: int) -> list[Patch]:
        """A cell and some that lie beside it."""
        chosen = [self.rng.choice(cells)]
        for cell in sorted(cells, key=lambda one: math.dist(one.centre, chosen[0].centre))[1:]:
            if len(chosen) < count and any(len(set(cell.ring) & set(one.ring)) > 2 for one in chosen):
                chosen.append(cell)
        return chosen

    def _add_park(self, kind: str, cells: Sequence[Patch]) -> None:
        side = math.sqrt(sum(cell.area for cell in cells) / len(cells))
        whole = unary_union([self._body(cell) for cell in cells]).difference(self.water)
        soft = 0.14 * side
        body = whole.buffer(-0.09 * side - soft).buffer(1.6 * soft).buffer(-0.6 * soft).simplify(side / 80)
        pieces = [piece for piece in getattr(body, "geoms", [body]) if not piece.is_empty]
        if not pieces:
            return
        ring = self._told(max(pieces, key=lambda piece: piece.area).exterior.coords)
        codes = tuple(sorted(cell.code for cell in cells))
        self.green.update(codes)
        self.parks.append(Surface("park", self.namer.name(kind, scope="park"), (ring,), codes))

    def _body(self, cell: Patch) -> Polygon:
        return Polygon(self.sheet.drawn(cell.ring))

    # -- the drawn city's own ground

    def _take_drawn_ground(self) -> None:
        for feature in drawn_features("basemap"):
            told, shape = feature["properties"], feature["geometry"]
            words = Words(told["name_zh_hans"], told["name_zh_hant"], told["name_en"])
            if told["kind"] in ("road", "bridge"):
                lines = self.roads if told["kind"] == "road" else self.bridges
                lines.append(Line(told["kind"], words, "Avenue" in words.en, _spots(shape["coordinates"])))
            elif told["kind"] == "river":
                self.rivers.append(Surface("river", words, tuple(_spots(ring) for ring in shape["coordinates"])))
            elif told["kind"] == "park":
                self._take_park(words, _spots(shape["coordinates"][0]))
        rings = [self._in_metres(ring) for ring in self.rivers[0].rings]
        self.water = Polygon(rings[0], rings[1:])
        self.drawn_roads = STRtree([LineString(self._in_metres(road.spots)) for road in self.roads])

    def _take_park(self, words: Words, ring: tuple[Spot, ...]) -> None:
        shape = Polygon(self._in_metres(ring))
        codes = []
        for community in self.draft.communities():
            for cell in community.parts:
                body = self._body(cell)
                if body.intersects(shape) and body.intersection(shape).area > 0.4 * cell.area:
                    codes.append(cell.code)
        self.green.update(codes)
        self.parks.append(Surface("park", words, (ring,), tuple(codes)))

    def _in_metres(self, spots: Sequence[Spot]) -> list[Metres]:
        return [self.sheet.metres(self.sheet.knot_of(lon, lat)) for lon, lat in spots]

    # -- cells

    def _cells(self) -> dict[str, tuple[Cell, ...]]:
        management: list[Cell] = []
        social: list[Cell] = []
        for community in self.draft.communities():
            lean = self.rng.choices("RABM", (60, 15, 15, 10))[0]  # a community has a character of its own
            for cell in sorted(community.parts, key=lambda one: one.code):
                road, inside = self._road_of(cell), self._grid_of(cell, community.grids)
                management.append(self._cell(MANAGEMENT, community, cell, self._use(cell, lean), inside, road))
            in_order = sorted(community.grids, key=lambda one: one.code)
            social += [self._cell(SOCIAL, community, grid, lean, "", None) for grid in in_order]
        return {MANAGEMENT: tuple(management), SOCIAL: tuple(social)} if social else {MANAGEMENT: tuple(management)}

    def _cell(self, layer: str, community: Patch, cell: Patch, use: str, grid: str, road: int | None) -> Cell:
        return Cell(
            layer=layer,
            code=cell.code,
            parent=community.code,
            ring=self.sheet.closed(cell.ring),
            area_m2=round(cell.area, 1),
            grade=self._grade(cell, road),
            land_use=use,
            grid=grid,
            road=road,
        )

    def _grid_of(self, cell: Patch, grids: Sequence[Patch]) -> str:
        return next((grid.code for grid in grids if cell in grid.parts), "")

    def _crowd_at(self, cell: Patch) -> float:
        return self.draft.crowd.at(*cell.centre)

    def _grade(self, cell: Patch, road: int | None) -> int:
        crowd = self._crowd_at(cell)
        if crowd >= self.dense or (road is not None and self.roads[road].is_main and crowd >= self.thin):
            return 1
        return 2 if crowd >= self.thin else 3

    def _use(self, cell: Patch, lean: str) -> str:
        if cell.code in self.green:
            return "G"
        body = self._body(cell)
        if self.water.intersects(body) and self.water.intersection(body).area > 0.5 * cell.area:
            return "E"
        if self.rng.random() < 0.4:
            return lean
        crowd = self._crowd_at(cell)
        likely = IN_THE_MIDDLE if crowd >= self.dense else OUTSIDE if self._has_fields(crowd) else BETWEEN
        return self.rng.choices(USES, likely)[0]

    def _has_fields(self, crowd: float) -> bool:
        return crowd < self.thin and self.draft.recipe.km2 > 100 and not self.draft.recipe.is_drawn

    def _road_of(self, cell: Patch) -> int | None:
        if self.draft.recipe.is_drawn:
            found = self.drawn_roads.query(self._body(cell), predicate="intersects")
            return min((int(n) for n in found), key=lambda n: (not self.roads[n].is_main, n), default=None)
        touched = [self.road_at[point] for point in cell.ring if point in self.road_at]
        return min((road for road in touched if touched.count(road) > 1), default=None)


def _spots(coordinates: Sequence[Sequence[float]]) -> tuple[Spot, ...]:
    return tuple((lon, lat) for lon, lat in coordinates)
