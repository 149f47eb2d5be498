"""A city in the making: parts of the sheet before they are told as areas and cells."""

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal.inventing.crowd import Crowd
from portal.inventing.names import Namer, Words
from portal.inventing.recipes import Recipe
from portal.inventing.sheet import Metres, Ring, Sheet
from portal.inventing.splitting import Way

UNNAMED = Words("", "", "")


@dataclass
class Patch:
    """A part of the sheet on its way to become an area or a cell."""

    ring: Ring
    weight: float
    centre: Metres
    area: float
    parts: list["Patch"] = field(default_factory=list)
    grids: list["Patch"] = field(default_factory=list)  # of a community: its social grids
    banks: list["Patch"] = field(default_factory=list)  # left and right of the river, where one runs through
    words: Words = UNNAMED
    code: str = ""
    count: int = 0  # of a community or grid: how many management cells it falls into


@dataclass
class Draft:
    """Everything cut, numbered and named, before roads, parks and grades are laid over it."""

    recipe: Recipe
    rng: random.Random
    sheet: Sheet
    namer: Namer
    crowd: Crowd
    city_ring: Ring
    districts: list[Patch]
    river: tuple[int, ...] = ()
    ways: list[Way] = field(default_factory=list)

    @property
    def side(self) -> float:
        """The side of a middling cell, in metres."""
        return math.sqrt(self.sheet.area(self.city_ring) / self.recipe.cells)

    def streets(self) -> list[Patch]:
        """In the order of their codes, as all below."""
        return _by_code(street for district in self.districts for street in district.parts)

    def communities(self) -> list[Patch]:
        """Those of all streets."""
        return _by_code(community for street in self.streets() for community in street.parts)


def _by_code(patches: Iterable[Patch]) -> list[Patch]:
    return sorted(patches, key=lambda patch: patch.code)


def in_reading_order(patches: Sequence[Patch]) -> list[Patch]:
    """In bands from north to south, within a band from west to east: as cells are numbered in their community."""
    if not patches:
        return []
    band = math.sqrt(sum(patch.area for patch in patches) / len(patches))
    top = max(patch.centre[1] for patch in patches)
    return sorted(patches, key=lambda patch: (int((top - patch.centre[1]) / band + 0.5), patch.centre[0]))
