"""Lay out the layers of the grid, hang cells into areas, redraw and retire them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.places.actions.drawing import LANGUAGES, Polygon, check_polygon, forget_drawings, named
from civic.places.models import Area, AreaKind, Cell, CodeStructure, Layer
from civic.places.queries import MANAGEMENT, border_of
from civic.places.rules import LAYERS, STRUCTURES, cut_into_cells

CELL_METRES = 800.0
AREA_CODE_OF_A_GRID = 6


@transaction.atomic
def lay_out_grid() -> None:
    """The structures of codes and the layers every city has come to be; what the city has changed in them stays."""
    for known in STRUCTURES:
        CodeStructure.objects.get_or_create(
            code=known.code,
            defaults={
                "of": known.of,
                "parts": [{"name": name, "digits": digits} for name, digits in known.parts],
                "source": known.source,
                **named(dict(zip(LANGUAGES, known.names, strict=True))),
            },
        )
    for layer in LAYERS:
        Layer.objects.get_or_create(
            code=layer.code,
            defaults={
                "structure": CodeStructure.objects.get(code=layer.structure),
                "is_complete": layer.is_complete,
                "order": layer.order,
                **named(dict(zip(LANGUAGES, layer.names, strict=True))),
            },
        )


@transaction.atomic
def add_cell(*, layer: str = MANAGEMENT, code: str, area: Area, polygon: Polygon, starts: date) -> Cell:
    """A cell of the grid counts from a day on; the one that carried the code until then ends the day before."""
    if not _is_cell_code(code):
        raise NotValid(fields={"code": _("The code of a cell has up to twenty letters and digits.")})
    check_polygon(polygon, area)
    before = Cell.objects.filter(layer_id=layer, code=code).order_by("-starts").first()
    if before is not None and before.starts >= starts:
        raise Taken(format_lazy(_("Cell {code} is drawn already, from {day} on."), code=code, day=before.starts))
    if before is not None and (before.ends is None or before.ends >= starts):
        Cell.objects.filter(pk=before.pk).update(ends=starts - timedelta(days=1), revision=F("revision") + 1)
    cell = Cell.objects.create(layer_id=layer, code=code, area=area, polygon=polygon, starts=starts)
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
    cut = cut_into_cells(border, prefix=area.code, metres=metres)
    cells = Cell.objects.bulk_create(
        [Cell(layer_id=layer, code=one.code, area=area, polygon=one.polygon, starts=starts) for one in cut],
        batch_size=500,
    )
    forget_drawings()
    return cells


def _is_cell_code(code: str) -> bool:
    return code.isascii() and code.isalnum() and len(code) <= 20
