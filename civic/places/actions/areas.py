"""Found the areas of the city, redraw their borders, load many at once."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.places.actions.drawing import Polygon, check_polygon, forget_drawings, named
from civic.places.models import Area, Border
from civic.places.rules import CODE, RUNGS, fits_below


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
    check_polygon(polygon, parent)
    area = Area.objects.create(
        code=code,
        kind=kind,
        parent=parent,
        path=f"{parent.path if parent else ''}{code}/",
        **named(names),
    )
    if polygon is not None:
        Border.objects.create(area=area, starts=starts, polygon=polygon)
    forget_drawings()
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
    changed: dict[str, Any] = named(names) if names is not None else {}
    changed |= {} if is_active is None else {"is_active": is_active}
    if polygon is not None:
        check_polygon(polygon, area.parent)
        draw_border(area, polygon, starts)
    Area.objects.filter(pk=area.pk).update(revision=F("revision") + 1, **changed)
    forget_drawings()
    area.refresh_from_db()
    return area


def draw_border(area: Area, polygon: Polygon, starts: date | None) -> None:
    """The borders of an area from a day on; without a day the last ones are corrected."""
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

    Properties: code, kind, parent (a code, empty for the city), and the names zh-hans, zh-hant, en, also called
    name_zh_hans and so on.
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
    columns = {language: f"name_{language.replace('-', '_')}" for language in ("zh-hans", "zh-hant", "en")}
    names = {language: str(told.get(language) or told.get(column) or "") for language, column in columns.items()}
    if parent_code and parent_code not in known:
        raise NotValid(format_lazy(_("There is no area with the code {code} to hang it below."), code=parent_code))
    there = known.get(code)
    if there is None:
        return found_area(code=code, kind=kind, parent=known.get(parent_code), names=names, polygon=polygon)
    if there.kind != kind or (there.parent.code if there.parent else "") != parent_code:
        raise NotValid(_("It exists already, at another place of the tree."))
    return amend_area(there, names=names, polygon=polygon)
