"""Lay a whole layer of cells at once: for cities that come drawn, from a file or a generator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Taken
from civic.places.actions.drawing import forget_drawings
from civic.places.models import Area, Cell, Layer
from civic.places.rules import polygon_fault

ROWS_A_STATEMENT = 500


@dataclass(frozen=True)
class CellGiven:
    """A cell as it is handed in: `area` is the code of the area it lies in, the polygon GeoJSON in WGS84."""

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
    if not Layer.objects.filter(code=layer).exists():
        raise NotValid(format_lazy(_("There is no layer {code}. Open it first."), code=layer))
    areas = dict(Area.objects.values_list("code", "pk"))
    rows, taken = [], set(Cell.objects.filter(layer_id=layer).values_list("code", flat=True))
    for one in given:
        fault = _fault(one, areas)
        if fault:
            raise NotValid(format_lazy(_("Cell {code}: {reason}"), code=one.code, reason=fault))
        if one.code in taken:
            raise Taken(format_lazy(_("Cell {code} is drawn already, or named twice."), code=one.code))
        taken.add(one.code)
        rows.append(
            Cell(
                layer_id=layer, code=one.code, area_id=areas[one.area], polygon=one.polygon, starts=starts,
                grade=one.grade, land_use=one.land_use, area_m2=one.area_m2, length_m=one.length_m,
            )
        )  # fmt: skip
    Cell.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT)
    forget_drawings()
    return len(rows)


def _fault(one: CellGiven, areas: dict[str, int]) -> Any:
    if not one.code.isascii() or not one.code.isalnum() or len(one.code) > 20:
        return _("The code of a cell has up to twenty letters and digits.")
    if one.area not in areas:
        return format_lazy(_("There is no area with the code {code}."), code=one.area)
    if one.grade not in (1, 2, 3):
        return _("The grade of a cell is 1, 2 or 3.")
    return polygon_fault(one.polygon)
