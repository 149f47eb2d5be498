"""The responsibility matrix of a day, read whole: every matter at every place at once, and where it has holes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from django.db.models import Q

from civic.offices.models import Matter, Stewardship
from civic.offices.queries.answering import Answering, answering_by
from civic.places.models import Area, Cell

WHOLE_CITY = ""
_Place = tuple[int, str]  # a matter, and the code of an area or WHOLE_CITY


@dataclass(frozen=True)
class Gap:
    """A matter for which nobody answers in an area and all below it; `area` is None where there is no area at all."""

    matter: Matter
    area: Area | None


@dataclass(frozen=True)
class Double:
    """Two duties for one matter and place whose days overlap."""

    first: Stewardship
    second: Stewardship


@dataclass(frozen=True)
class Matrix:
    """Who answers for what where on a day, in memory: one statement, then no more, however often it is asked."""

    day: date
    _duties: dict[_Place, Stewardship] = field(default_factory=dict)
    _told: dict[int, Answering] = field(default_factory=dict)  # by duty: many places share one

    @classmethod
    def on(cls, day: date) -> Self:
        """The matrix as it counts on a day."""
        rows = (
            Stewardship.objects.in_force(day)
            .filter(office__is_active=True)
            .select_related("office", "area", "matter")
            .order_by("starts", "pk")  # the latest word counts
        )
        return cls(day, {(row.matter_id, row.area.code if row.area else WHOLE_CITY): row for row in rows})

    def who_answers(self, matter: Matter, area: Area | None) -> Answering | None:
        """As the query of the same name, without a statement."""
        duty = self.duty(matter, area)
        if duty is None:
            return None
        if duty.pk not in self._told:
            self._told[duty.pk] = answering_by(duty)
        return self._told[duty.pk]

    def duty(self, matter: Matter, area: Area | None) -> Stewardship | None:
        """The duty that counts for a matter in an area: the deepest up the tree, the whole city last."""
        for code in reversed(area.path.split("/") if area else []):
            if code and (found := self._duties.get((matter.pk, code))):
                return found
        return self._duties.get((matter.pk, WHOLE_CITY))

    def names_one_at(self, matter: Matter, code: str) -> bool:
        """Does a duty stand at this very area, or at WHOLE_CITY?"""
        return (matter.pk, code) in self._duties


def gaps(on: date) -> list[Gap]:
    """Every active matter and area for which nobody answers on a day, told at the highest area that lacks it whole."""
    matrix, tree = Matrix.on(on), _Tree.read(on)
    found: list[Gap] = []
    for matter in Matter.objects.filter(is_active=True).order_by("code"):
        if matrix.names_one_at(matter, WHOLE_CITY):
            continue
        found += [Gap(matter, area) for area in tree.bare(matrix, matter)] if tree.roots else [Gap(matter, None)]
    return found


def doubles(on: date) -> list[Double]:
    """Pairs of duties for one matter and place whose days overlap, from a day on. The acts let none come to be."""
    rows = (
        Stewardship.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on))
        .select_related("matter", "area", "office")
        .order_by("matter__code", "area__path", "starts", "pk")
    )
    found: list[Double] = []
    before: Stewardship | None = None
    for row in rows:
        same = before is not None and (before.matter_id, before.area_id) == (row.matter_id, row.area_id)
        if before is not None and same and (before.ends is None or before.ends >= row.starts):
            found.append(Double(before, row))
        if before is None or not same or (before.ends is not None and (row.ends is None or row.ends > before.ends)):
            before = row
    return found


def closed_answering(on: date) -> list[Stewardship]:
    """The duties in force on a day whose office is no longer there: nobody reads what is sent to it."""
    return list(
        Stewardship.objects.in_force(on)
        .filter(office__is_active=False, matter__is_active=True)
        .select_related("matter", "area", "office")
        .order_by("office__code", "matter__code", "area__path")
    )


def walk(on: date) -> Iterator[tuple[Matter, Cell, Answering | None]]:
    """Every active matter in every cell in force on a day, with who answers: three statements for the whole walk."""
    matrix = Matrix.on(on)
    matters = list(Matter.objects.filter(is_active=True).order_by("code"))
    for cell in Cell.objects.in_force(on).select_related("area").defer("polygon").order_by("layer_id", "code"):
        for matter in matters:
            yield matter, cell, matrix.who_answers(matter, cell.area)


@dataclass(frozen=True)
class _Tree:
    """The areas in force, each with those below it."""

    roots: list[Area]
    below: dict[int, list[Area]]
    with_cells: frozenset[int]  # of their own, not of an area below

    @classmethod
    def read(cls, on: date) -> Self:
        areas = list(Area.objects.filter(is_active=True).order_by("path"))
        known = {area.pk for area in areas}
        below: dict[int, list[Area]] = {}
        for area in areas:
            if area.parent_id in known:
                below.setdefault(area.parent_id, []).append(area)
        with_cells = frozenset(Cell.objects.in_force(on).values_list("area_id", flat=True).distinct())
        return cls([area for area in areas if area.parent_id not in known], below, with_cells)

    def bare(self, matrix: Matrix, matter: Matter) -> list[Area]:
        """The highest areas in which nobody answers for a matter."""
        return [area for root in self.roots for area in self._bare_below(matrix, matter, root)[0]]

    def _bare_below(self, matrix: Matrix, matter: Matter, area: Area) -> tuple[list[Area], bool]:
        """The bare areas from this one down, and whether all of it is bare: then only this one is named."""
        if matrix.names_one_at(matter, area.code):
            return [], False
        below = [self._bare_below(matrix, matter, child) for child in self.below.get(area.pk, [])]
        if all(is_whole for _holes, is_whole in below):
            return [area], True
        if area.pk in self.with_cells:
            return [area], False
        return [hole for holes, _is_whole in below for hole in holes], False
