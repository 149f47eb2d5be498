"""Hang cells into areas, redraw and retire them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape

from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.places.actions.drawing import Polygon, check_polygon, forget_drawings
from civic.places.models import Area, AreaKind, Cell, Layer
from civic.places.queries import MANAGEMENT, border_of
from civic.places.rules import codes, cut_into_cells
from civic.places.rules.measures import metres_around, square_metres

CELL_METRES = 800.0
AREA_CODE_OF_A_GRID = 6
GRADES = (1, 2, 3)
USUAL_GRADE = 2
LAND_USE_LONGEST = 40


@transaction.atomic
def add_cell(
    *,
    layer: str = MANAGEMENT,
    code: str,
    area: Area,
    polygon: Polygon,
    starts: date,
    grade: int = USUAL_GRADE,
    land_use: str = "",
) -> Cell:
    """A cell of the grid counts from a day on; the one that carried the code until then ends the day before.

    Refused: a code that does not follow the structure of the layer or names another area, and a polygon that cannot be
    used or lies outside its area.
    """
    wrong = {"code": fault_of_code(layer_of(layer), code, area), "grade": grade_fault(grade)}
    if any(wrong.values()):
        raise NotValid(fields={name: fault for name, fault in wrong.items() if fault})
    check_polygon(polygon, area)
    before = Cell.objects.filter(layer_id=layer, code=code).order_by("-starts").first()
    if before is not None and before.starts >= starts:
        raise Taken(format_lazy(_("Cell {code} is drawn already, from {day} on."), code=code, day=before.starts))
    if before is not None and (before.ends is None or before.ends >= starts):
        Cell.objects.filter(pk=before.pk).update(ends=starts - timedelta(days=1), revision=F("revision") + 1)
    cell = Cell.objects.create(
        layer_id=layer,
        code=code,
        area=area,
        polygon=polygon,
        starts=starts,
        grade=grade,
        land_use=land_use[:LAND_USE_LONGEST],
        **measures_of(polygon),
    )
    forget_drawings()
    return cell


@transaction.atomic
def end_cell(cell: Cell, *, ends: date) -> Cell:
    """A cell counts no longer after a day."""
    if ends < cell.starts:
        raise NotValid(fields={"ends": _("A cell cannot end before it begins.")})
    Cell.objects.filter(pk=cell.pk).update(ends=ends, revision=F("revision") + 1)
    forget_drawings()
    cell.refresh_from_db()
    return cell


@transaction.atomic
def grid_cells(area: Area, *, starts: date, layer: str = MANAGEMENT, metres: float = CELL_METRES) -> list[Cell]:
    """Cut a district into square cells that fill it, with 14-digit codes (6 area, 3 street, 3 community, 2 cell)."""
    border = border_of(area)
    if area.kind != AreaKind.DISTRICT or len(area.code) != AREA_CODE_OF_A_GRID or border is None:
        raise NotValid(_("Only a district with a code of six digits and drawn borders can be cut into cells."))
    if Cell.objects.filter(layer_id=layer, area=area).exists():
        raise Conflict(_("This district has cells already."))
    cut = list(cut_into_cells(border, prefix=area.code, metres=metres))
    if cut and (fault := fault_of_code(layer_of(layer), cut[0].code, area)):
        raise NotValid(fault)
    cells = Cell.objects.bulk_create(
        [
            Cell(
                layer_id=layer, code=one.code, area=area, polygon=one.polygon, starts=starts, **measures_of(one.polygon)
            )
            for one in cut
        ],
        batch_size=500,
    )
    forget_drawings()
    return cells


def fault_of_code(layer: Layer, code: str, area: Area) -> Sentence:
    """Why a cell of this layer and area cannot carry the code, or ""."""
    parts = layer.structure.parts if layer.structure else None
    return codes.cell_code_fault(parts, code, area_code=area.code, is_city=area.kind == AreaKind.CITY)


def measures_of(polygon: Polygon) -> dict[str, float]:
    """The columns of a cell's measures, to the decimetre."""
    drawn = shape(polygon)
    return {"area_m2": round(square_metres(drawn), 1), "length_m": round(metres_around(drawn), 1)}


def grade_fault(grade: int) -> Sentence:
    """Why this is no grade of a cell, or ""."""
    return "" if grade in GRADES else _("The grade of a cell is 1, 2 or 3; 1 is kept best.")


def layer_of(code: str) -> Layer:
    """The layer called so, with its structure; refused where there is none."""
    layer = Layer.objects.select_related("structure").filter(code=code).first()
    if layer is None:
        raise NotValid(fields={"layer": format_lazy(_("There is no layer of cells called {code}."), code=code)})
    return layer
