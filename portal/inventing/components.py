"""The components of an invented city, one row at a time: lamps, covers, trees and bins where such things stand."""

import math
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from shapely import Polygon, STRtree, get_coordinates, line_interpolate_point
from shapely.geometry.base import BaseGeometry

from civic.places.rules import METRES_A_DEGREE
from portal.inventing.city import MANAGEMENT, Cell, InventedCity
from portal.inventing.kinds import FAMILIES, HABITS, Habit, Kind, kinds

SURVEYED = date(2026, 6, 30)
OLDEST_DAYS = 25 * 365
SERIALS_MOST = 999_999
VARIANTS = 250  # of each kind: rows draw from so many made-up things, so that millions cost little
STATES, STATES_OFTEN = ("intact", "damaged", "missing", "abandoned"), (955, 32, 8, 5)
SOURCES = ("field survey", "field survey", "field survey", "as-built drawings", "aerial survey")
UNCLEAR = ("owner", "maintainer", "owner and maintainer", "competent")
REMARKS = ("", "", "", "", "", "待复核", "图上补录", "临近施工区")
BUSY = {1: 1.5, 2: 1.0, 3: 0.55}  # by grade
PEOPLED = {"R": 1.0, "A": 1.0, "B": 1.3, "M": 0.8, "G": 1.0, "E": 0.15}
INSETS = {"kerb": 0.035, "path": 0.13, "court": 0.27}  # of a cell's side, inward from its border
KERB_MOST = 4.0  # metres


class Component(NamedTuple):
    """A row of the census, its measures in `attributes`."""

    identity: str  # 16 digits: area, class, sub-class, serial
    standard: str
    edition: str
    kind: str  # 4 digits
    lon: float
    lat: float
    cell: str
    community: str
    owner: str  # code of a party, "" where nobody knows; so the next two
    competent: str
    maintainer: str
    state: str  # intact, damaged, missing, abandoned
    installed: date
    changed: date
    source: str
    material: str
    model: str
    address: str
    remark: str
    attributes: dict[str, Any]


class _Pool(NamedTuple):
    """What the rows of one kind draw from."""

    kind: Kind
    line: str
    parties: list[tuple[str, str, str]]
    things: list[tuple[str, str, dict[str, Any]]]
    dates: list[tuple[date, date]]


def components(city: InventedCity, count: int, seed: int, *, until: date = SURVEYED) -> Iterator[Component]:
    """So many components, cell by cell; always the same for the same city and seed, and never all at once in memory."""
    rng = random.Random(f"{city.recipe.name}/{city.seed}/components/{seed}")
    pools = {kind.code: _pool(rng, kind, HABITS[kind.code], until) for kind in kinds()}
    likely = {key: _likely(key, pools) for key in ("street", "green", "wet")}
    ground = _Ground(city)
    serials: dict[str, int] = {}
    for cell, some in _shared_out(city.cells[MANAGEMENT], count):
        codes, weights = likely[ground.character(cell)]
        chosen = [pools[code] for code in rng.choices(codes, cum_weights=weights, k=some)]
        spots = ground.spots(cell, [pool.line for pool in chosen], rng)
        yield from _rows(cell, chosen, spots, ground.street_name(cell), serials, rng)


def _rows(
    cell: Cell,
    chosen: Sequence[_Pool],
    spots: Sequence[tuple[float, float]],
    street: str,
    serials: dict[str, int],
    rng: random.Random,
) -> Iterator[Component]:
    roll, area = rng.random, cell.code[:6]
    states = rng.choices(STATES, STATES_OFTEN, k=len(chosen))
    for pool, (lon, lat), state in zip(chosen, spots, states, strict=True):
        kind, series = pool.kind, area + pool.kind.code
        serial = serials[series] = serials.get(series, 0) + 1
        if serial > SERIALS_MOST:
            raise ValueError(f"{series}: a district numbers at most {SERIALS_MOST} components of a kind.")
        owner, competent, maintainer = pool.parties[int(roll() * VARIANTS)]
        material, model, attributes = pool.things[int(roll() * VARIANTS)]
        installed, changed = pool.dates[int(roll() * VARIANTS)]
        yield Component(
            f"{series}{serial:06d}",
            kind.standard,
            kind.edition,
            kind.code,
            lon,
            lat,
            cell.code,
            cell.parent,
            owner,
            competent,
            maintainer,
            state,
            installed,
            changed,
            SOURCES[int(roll() * len(SOURCES))],
            material,
            model,
            f"{street}{int(roll() * 400) + 1}号旁",
            REMARKS[int(roll() * len(REMARKS))],
            attributes.copy(),
        )


def _shared_out(cells: Sequence[Cell], count: int) -> Iterator[tuple[Cell, int]]:
    """Each cell with how many of the count stand in it: more along main roads, none twice and none forgotten."""
    weights = [math.sqrt(cell.area_m2) * BUSY[cell.grade] * PEOPLED[cell.land_use] for cell in cells]
    whole, done = math.fsum(weights), 0
    for cell, reached in zip(cells, accumulate(weights), strict=True):
        due = count if cell is cells[-1] else min(count, int(count * reached / whole))
        if due > done:
            yield cell, due - done
            done = due


# -- what things are like


def _pool(rng: random.Random, kind: Kind, habit: Habit, until: date) -> _Pool:
    line = "path" if habit.where == "green" else "kerb" if habit.where == "water" else habit.where
    return _Pool(
        kind=kind,
        line=line,
        parties=_parties(rng, habit),
        things=[_thing(rng, habit) for _ in range(VARIANTS)],
        dates=[_dates(rng, until) for _ in range(VARIANTS)],
    )


def _parties(rng: random.Random, habit: Habit) -> list[tuple[str, str, str]]:
    """Exactly the told share is clear; of the rest one or two of the three are not known."""
    found = []
    for n in range(VARIANTS):
        owner = rng.choice(habit.owners) if habit.owners else ""
        maintainer = owner if owner in habit.maintainers else rng.choice(habit.maintainers)
        missing = "" if n < round(habit.clear * VARIANTS) else rng.choice(UNCLEAR)
        found.append(
            (
                "" if "owner" in missing else owner,
                "" if missing == "competent" else habit.competent,
                "" if "maintainer" in missing else maintainer,
            )
        )
    return found


def _thing(rng: random.Random, habit: Habit) -> tuple[str, str, dict[str, Any]]:
    family = FAMILIES[habit.family]
    attributes = {name: rng.choice(choices) for name, choices in family.attributes.items()}
    return rng.choice(family.materials), rng.choice(family.models), attributes


def _dates(rng: random.Random, until: date) -> tuple[date, date]:
    installed = until - timedelta(days=int(OLDEST_DAYS * rng.random() ** 1.6) + 30)
    return installed, installed + timedelta(days=int((until - installed).days * rng.random()))


def _likely(character: str, pools: dict[str, _Pool]) -> tuple[list[str], list[float]]:
    """The kinds to be met in a cell of this character, with their running weights."""
    codes = [code for code in pools if HABITS[code].where != "water" or character == "wet"]
    gain = 6.0 if character == "green" else 1.0
    weights = [
        HABITS[code].often * (gain if code.startswith("04") or HABITS[code].where in ("path", "green") else 1.0)
        for code in codes
    ]
    return codes, list(accumulate(weights))


# -- where things stand


class _Ground:
    """Where in a cell a thing can stand: on lines drawn inside its border, off the water."""

    def __init__(self, city: InventedCity) -> None:
        self.city = city
        self.high = float(METRES_A_DEGREE)
        self.wide = METRES_A_DEGREE * math.cos(math.radians(city.recipe.lat))
        self.communities = {place.code: place.words.zh_hans for place in city.communities}
        self.water = [
            Polygon(self._metres(river.rings[0]), [self._metres(hole) for hole in river.rings[1:]])
            for river in city.rivers
        ]
        cells = city.cells[MANAGEMENT]
        bodies = STRtree([Polygon(self._metres(cell.ring)) for cell in cells]) if self.water else None
        met = bodies.query(self.water, predicate="intersects")[1] if bodies else ()
        self.wet = {cells[int(n)].code for n in met}

    def character(self, cell: Cell) -> str:
        """What kind of place the cell is: wet, green or street."""
        return "wet" if cell.code in self.wet else "green" if cell.land_use == "G" else "street"

    def street_name(self, cell: Cell) -> str:
        """The road an address there begins with; the community where no road has a name."""
        return self.communities[cell.parent] if cell.road is None else self.city.roads[cell.road].words.zh_hans

    def spots(self, cell: Cell, lines: Sequence[str], rng: random.Random) -> list[tuple[float, float]]:
        """A place inside the cell for each thing, on the line it belongs to."""
        body = self._dry(cell)
        found: list[tuple[float, float]] = [(0.0, 0.0)] * len(lines)
        for line in sorted(set(lines)):
            wanted = [n for n, one in enumerate(lines) if one == line]
            drawn = self._line(body, line, math.sqrt(cell.area_m2))
            far = drawn.length
            points = line_interpolate_point(drawn, [far * rng.random() for _ in wanted])
            for n, (x, y) in zip(wanted, get_coordinates(points).tolist(), strict=True):
                found[n] = (round(x / self.wide, 7), round(y / self.high, 7))
        return found

    def _dry(self, cell: Cell) -> BaseGeometry:
        body: BaseGeometry = Polygon(self._metres(cell.ring))
        if cell.code in self.wet:
            for water in self.water:
                dry = body.difference(water)
                body = body if dry.area < 0.05 * cell.area_m2 else dry
        return _largest(body)

    def _line(self, body: BaseGeometry, line: str, side: float) -> BaseGeometry:
        inset = INSETS[line] * side
        for far in (min(inset, KERB_MOST) if line == "kerb" else inset, 0.05 * side, 0.02 * side, 0.005 * side, 0.05):
            inner = _largest(body.buffer(-far, quad_segs=1, join_style="mitre"))
            if not inner.is_empty:
                return inner.exterior
        raise ValueError("This cell is too narrow for anything to stand in it.")

    def _metres(self, ring: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(lon * self.wide, lat * self.high) for lon, lat in ring]


def _largest(body: BaseGeometry) -> BaseGeometry:
    pieces = [piece for piece in getattr(body, "geoms", [body]) if piece.geom_type == "Polygon"]
    return max(pieces, key=lambda piece: piece.area, default=Polygon())
