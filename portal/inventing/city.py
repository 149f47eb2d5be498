"""What an invented city consists of. Rings run against the clock in WGS84 (lon, lat) and close on their first point."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.inventing.names import Words
from portal.inventing.recipes import Recipe
from portal.inventing.sheet import Spot

MANAGEMENT, SOCIAL = "management", "social"


@dataclass(frozen=True)
class Place:
    """An area of the tree."""

    kind: str  # city, district, street, community
    code: str
    parent: str
    words: Words
    ring: tuple[Spot, ...]  # lon, lat; closed


@dataclass(frozen=True)
class Cell:
    """One cell of one layer."""

    layer: str
    code: str
    parent: str  # code of its community
    ring: tuple[Spot, ...]
    area_m2: float
    grade: int  # 1 along main roads and in the middle, 3 at the thin edge
    land_use: str  # letter of GB 50137: A public, B trade, E water and fields, G green, M works, R homes
    grid: str  # code of the social grid a management cell lies in; "" where there are none
    road: int | None  # place in `InventedCity.roads` of the named road it lies on


@dataclass(frozen=True)
class Line:
    """A road or bridge with a name."""

    kind: str  # road, bridge
    words: Words
    is_main: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Surface:
    """Water or a park: its outer ring, then its islands; the cells a park was made of."""

    kind: str  # river, park
    words: Words
    rings: tuple[tuple[Spot, ...], ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventedCity:
    """All of it. Rings of neighbours share every point to the last bit."""

    recipe: Recipe
    seed: int
    city: Place
    districts: tuple[Place, ...]
    streets: tuple[Place, ...]
    communities: tuple[Place, ...]
    cells: dict[str, tuple[Cell, ...]]  # by layer
    rivers: tuple[Surface, ...]
    parks: tuple[Surface, ...]
    roads: tuple[Line, ...]
    bridges: tuple[Line, ...]
    minor: tuple[tuple[Spot, ...], ...] = field(repr=False)  # small streets without a name: borders of cells

    def places(self) -> Iterable[Place]:
        """Every area, from the city down."""
        return (self.city, *self.districts, *self.streets, *self.communities)

    def digest(self) -> str:
        """One line that changes with any name, code or point."""
        hashed = hashlib.sha256()
        for thing in (*self.places(), *self.rivers, *self.parks, *self.roads, *self.bridges):
            hashed.update(repr(thing).encode())
        for layer in sorted(self.cells):
            for cell in self.cells[layer]:
                hashed.update(repr(cell).encode())
        return hashed.hexdigest()
