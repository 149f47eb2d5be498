"""Draw the city: found areas, hang cells into them, redraw and retire them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Sentence, Taken
from civic.places.models import Area, AreaKind, Border, Cell, CodeStructure, Layer
from civic.places.queries import MANAGEMENT, border_of, forget_shapes
from civic.places.rules import (
    CODE,
    LAYERS,
    RUNGS,
    STRUCTURES,
    cut_into_cells,
    fits_below,
    lies_in,
    polygon_fault,
)

CELL_METRES = 800.0
AREA_CODE_OF_A_GRID = 6
LANGUAGES = ("zh-hans", "zh-hant", "en")

Polygon = dict[str, Any]


@transaction.atomic
def found_area(
    *,
    code: str,
    kind: str,
    parent: Area | None,
    names: Mapping[str, str],
    polygon: Polygon | None = None,
    starts: date | None = None,
) -> Area:
    """A city, district, street or community comes to be, with its border from a day on (always, where none is said).

    A taken code, a wrong rung or a broken polygon is refused.
    """
    if not CODE.fullmatch(code):
        raise NotValid(fields={"code": _("The code of an area has up to twelve letters and digits.")})
    if not fits_below(kind, parent.kind if parent else None):
        raise NotValid(
            fields={
                "kind": _(
                    "An area hangs below a larger one: a district below the city, a street below a district. "
                    "Only the city stands alone."
                )
            }
        )
    if Area.objects.filter(code=code).exists():
        raise Taken(format_lazy(_("There is an area with the code {code} already."), code=code))
    _check_polygon(polygon, parent)
    area = Area.objects.create(
        code=code,
        kind=kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{code}/",
        **_named(names),
    )
    if polygon is not None:
        Border.objects.create(area=area, starts=starts, polygon=polygon)
    _forget()
    return area


@transaction.atomic
def amend_area(
    area: Area,
    *,
    names: Mapping[str, str] | None = None,
    polygon: Polygon | None = None,
    starts: date | None = None,
    is_active: bool | None = None,
) -> Area:
    """An area gets another name or other borders, or is no longer used; what is left out stays as it is.

    Borders with a day count from that day on, and those before are kept until the day before; borders without one
    correct the last ones drawn. Refused (Conflict) when borders are drawn from that day or a later one already.
    """
    changed: dict[str, Any] = _named(names) if names is not None else {}
    changed |= {} if is_active is None else {"is_active": is_active}
    if polygon is not None:
        _check_polygon(polygon, area.parent)
        _draw_border(area, polygon, starts)
    Area.objects.filter(pk=area.pk).update(revision=F("revision") + 1, **changed)
    _forget()
    area.refresh_from_db()
    return area


def _draw_border(area: Area, polygon: Polygon, starts: date | None) -> None:
    last = Border.objects.filter(area=area).order_by(F("starts").desc(nulls_last=True)).first()
    if last is None:
        Border.objects.create(area=area, starts=starts, polygon=polygon)
    elif starts is None:
        Border.objects.filter(pk=last.pk).update(polygon=polygon)
    elif last.starts is not None and last.starts >= starts:
        raise Conflict(
            format_lazy(_("The borders of {area} are drawn from {day} on already."), area=area, day=last.starts)
        )
    else:
        Border.objects.filter(pk=last.pk).update(ends=starts - timedelta(days=1))
        Border.objects.create(area=area, starts=starts, polygon=polygon)


@transaction.atomic
def load_areas(features: Iterable[Mapping[str, Any]]) -> list[Area]:
    """Found or amend many areas from GeoJSON features, the upper rungs first; one fault refuses them all and is named.

    Properties: code, kind, parent (a code, empty for the city), and the names zh-hans, zh-hant, en.
    """
    known = {area.code: area for area in Area.objects.all()}
    loaded = []
    for feature in sorted(features, key=_rung_of):
        told = feature.get("properties") or {}
        try:
            area = _load_area(told, feature.get("geometry"), known)
        except (NotValid, Taken) as fault:
            raise NotValid(
                format_lazy(_("Area {code}: {reason}"), code=str(told.get("code", "?")), reason=fault.sentence)
            ) from fault
        known[area.code] = area
        loaded.append(area)
    return loaded


def _rung_of(feature: Mapping[str, Any]) -> int:
    kind = (feature.get("properties") or {}).get("kind", "")
    return RUNGS.index(kind) if kind in RUNGS else len(RUNGS)


def _load_area(told: Mapping[str, Any], polygon: Any, known: Mapping[str, Area]) -> Area:
    code, kind, parent_code = (str(told.get(name) or "") for name in ("code", "kind", "parent"))
    names = {language: str(told.get(language) or "") for language in ("zh-hans", "zh-hant", "en")}
    if parent_code and parent_code not in known:
        raise NotValid(format_lazy(_("There is no area with the code {code} to hang it below."), code=parent_code))
    there = known.get(code)
    if there is None:
        return found_area(code=code, kind=kind, parent=known.get(parent_code), names=names, polygon=polygon)
    if there.kind != kind or (there.parent.code if there.parent else "") != parent_code:
        raise NotValid(_("It exists already, at another place of the tree."))
    return amend_area(there, names=names, polygon=polygon)


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
                **_named(dict(zip(LANGUAGES, known.names, strict=True))),
            },
        )
    for layer in LAYERS:
        Layer.objects.get_or_create(
            code=layer.code,
            defaults={
                "structure": CodeStructure.objects.get(code=layer.structure),
                "is_complete": layer.is_complete,
                "order": layer.order,
                **_named(dict(zip(LANGUAGES, layer.names, strict=True))),
            },
        )


@transaction.atomic
def add_cell(*, layer: str = MANAGEMENT, code: str, area: Area, polygon: Polygon, starts: date) -> Cell:
    """A cell of the grid counts from a day on; the one that carried the code until then ends the day before."""
    if not _is_cell_code(code):
        raise NotValid(fields={"code": _("The code of a cell has up to twenty letters and digits.")})
    _check_polygon(polygon, area)
    before = Cell.objects.filter(layer=layer, code=code).order_by("-starts").first()
    if before is not None and before.starts >= starts:
        raise Taken(format_lazy(_("Cell {code} is drawn already, from {day} on."), code=code, day=before.starts))
    if before is not None and (before.ends is None or before.ends >= starts):
        Cell.objects.filter(pk=before.pk).update(ends=starts - timedelta(days=1), revision=F("revision") + 1)
    cell = Cell.objects.create(layer_id=layer, code=code, area=area, polygon=polygon, starts=starts)
    _forget()
    return cell


@transaction.atomic
def end_cell(cell: Cell, *, ends: date) -> Cell:
    """A cell counts no longer after a day."""
    if ends < cell.starts:
        raise NotValid(fields={"ends": _("A cell cannot end before it begins.")})
    Cell.objects.filter(pk=cell.pk).update(ends=ends, revision=F("revision") + 1)
    _forget()
    cell.refresh_from_db()
    return cell


@transaction.atomic
def grid_cells(area: Area, *, starts: date, layer: str = MANAGEMENT, metres: float = CELL_METRES) -> list[Cell]:
    """Cut a district into square cells that fill it, with 14-digit codes (6 area, 3 street, 3 community, 2 cell)."""
    border = border_of(area)
    if area.kind != AreaKind.DISTRICT or len(area.code) != AREA_CODE_OF_A_GRID or border is None:
        raise NotValid(_("Only a district with a code of six digits and drawn borders can be cut into cells."))
    if Cell.objects.filter(layer=layer, area=area).exists():
        raise Conflict(_("This district has cells already."))
    cut = cut_into_cells(border, prefix=area.code, metres=metres)
    cells = Cell.objects.bulk_create(
        [Cell(layer_id=layer, code=one.code, area=area, polygon=one.polygon, starts=starts) for one in cut],
        batch_size=500,
    )
    _forget()
    return cells


def _is_cell_code(code: str) -> bool:
    return code.isascii() and code.isalnum() and len(code) <= 20


def _check_polygon(polygon: Any, around: Area | None) -> None:
    if polygon is None:
        return
    fault: Sentence = polygon_fault(polygon)
    border = border_of(around) if around is not None else None
    if not fault and border is not None and not lies_in(polygon, border):
        fault = format_lazy(_("The polygon lies outside {area}, to which it belongs."), area=around)
    if fault:
        raise NotValid(fields={"polygon": fault})


def _named(names: Mapping[str, str]) -> dict[str, str]:
    if not names.get("zh-hans"):
        raise NotValid(
            fields={"names": _("A name in simplified Chinese is needed; the other languages fall back on it.")}
        )
    return {"name_zh_hans": names["zh-hans"], "name_zh_hant": names.get("zh-hant", ""), "name_en": names.get("en", "")}


def _forget() -> None:
    """Now, for what this transaction still asks; and again once it is there for everybody."""
    forget_shapes()
    transaction.on_commit(forget_shapes)
