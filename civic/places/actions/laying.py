"""Lay a whole layer of cells at once: for cities that come drawn, from a file or a generator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence, Taken
from civic.places.actions.cells import fault_of_code, grade_fault, layer_of, measures_of
from civic.places.actions.drawing import forget_drawings
from civic.places.models import Area, Cell, Layer
from civic.places.rules import polygon_fault

ROWS_A_STATEMENT = 500


@dataclass(frozen=True)
class CellGiven:
    """A cell as it is handed in: `area` is the code of the area it lies in, the polygon GeoJSON in WGS84; what is not
    measured is measured."""

    code: str
    area: str
    polygon: dict[str, Any]
    grade: int = 2
    land_use: str = ""
    area_m2: float | None = None
    length_m: float | None = None


@transaction.atomic
def lay_cells(given: Iterable[CellGiven], *, layer: str, starts: date) -> int:
    """Many new cells of a layer count from a day on. All or none: a fault (NotValid) or a code that is drawn already
    (Taken) is told with the cell's code. Returns how many."""
    followed = layer_of(layer)
    areas = {area.code: area for area in Area.objects.all()}
    rows, taken = [], set(Cell.objects.filter(layer_id=layer).values_list("code", flat=True))
    for one in given:
        fault = _fault(one, areas, followed)
        if fault:
            raise NotValid(format_lazy(_("Cell {code}: {reason}"), code=one.code, reason=fault))
        if one.code in taken:
            raise Taken(format_lazy(_("Cell {code} is drawn already, or named twice."), code=one.code))
        taken.add(one.code)
        rows.append(_row(one, areas[one.area], layer, starts))
    Cell.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)
    forget_drawings()
    return len(rows)


def _fault(one: CellGiven, areas: Mapping[str, Area], layer: Layer) -> Sentence:
    if one.area not in areas:
        return format_lazy(_("There is no area with the code {code}."), code=one.area)
    return fault_of_code(layer, one.code, areas[one.area]) or grade_fault(one.grade) or polygon_fault(one.polygon)


def _row(one: CellGiven, area: Area, layer: str, starts: date) -> Cell:
    stated = {"area_m2": one.area_m2, "length_m": one.length_m}
    measures = stated if all(stated.values()) else measures_of(one.polygon) | {k: v for k, v in stated.items() if v}
    return Cell(
        layer_id=layer,
        code=one.code,
        area=area,
        polygon=one.polygon,
        starts=starts,
        grade=one.grade,
        land_use=one.land_use,
        **measures,
    )
