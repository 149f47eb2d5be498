"""Bring areas in from files of GeoJSON and of administrative codes, all or none, with a report.

1. Every file is read to its end; whatever keeps it from being used is a fault and names its row.
2. The drafts are held against the tree and the borders that are known: datum, overlaps, gaps, what lies outside.
3. With a fault, or for a check, nothing is written. Else one transaction founds, renames and redraws.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely import union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from civic.lib.refusals import NotValid
from civic.places.actions.areas import draw_border
from civic.places.actions.drawing import forget_drawings
from civic.places.models import Area, AreaKind, Border
from civic.places.queries.covering import drawn_borders
from civic.places.rules import INSIDE_LEAST
from civic.places.rules.area_drafts import AreaDraft, KnownArea, draft_areas
from civic.places.rules.coverage import Coverage, coverage_of
from civic.places.rules.datums import DATUMS, WGS84
from civic.places.rules.findings import Report, first_few, whole
from civic.places.rules.ground_files import read_rows
from civic.places.rules.measures import square_metres
from civic.places.rules.readings import better_reading

File = tuple[str, bytes]

OVERLAP_MOST = 0.01  # of the smaller of two siblings; offices never draw a border quite alike
SAME_WITHIN = 1e-8  # degrees, a millimetre
GAPS_TOLD = 5


@dataclass(frozen=True)
class _Ground:
    """What is there on the day of the import: the areas by code, and their borders as shapes."""

    areas: Mapping[str, Area]
    borders: Mapping[str, BaseGeometry]
    day: date

    @property
    def city(self) -> BaseGeometry | None:
        """All that is drawn of the city, as far as it is."""
        cities = [drawn for code, drawn in self.borders.items() if self.areas[code].kind == AreaKind.CITY]
        return union_all(cities or list(self.borders.values())) if self.borders else None


@transaction.atomic
def import_areas(
    files: Iterable[File],
    *,
    crs: str = WGS84,
    starts: date | None = None,
    below: str = "",
    called: Mapping[str, str] | None = None,
    is_check: bool = False,
) -> Report:
    """Found the areas of these files, rename and redraw those that are there, and tell what was found.

    Borders that differ count from the day on (`starts`), or correct the last ones where none is said. With any fault
    in the report nothing was written. `called` names the properties or columns of a field, `below` the area for
    districts whose parent nothing names.
    """
    check_crs(crs)
    report = Report()
    ground = _ground(starts or timezone.localdate())
    if below and below not in ground.areas:
        raise NotValid(fields={"below": format_lazy(_("There is no area with the code {code}."), code=below)})
    rows = [row for name, content in files for row in read_rows(name, content, report, called=called or {})]
    known = {
        area.code: KnownArea(area.code, area.kind, area.parent.code if area.parent else "")
        for area in ground.areas.values()
    }
    drafts = draft_areas(rows, known, report, crs=crs, below=below, city=ground.city)
    _sort_out(drafts, ground, starts, report)
    _check_drawing(drafts, ground, crs, report)
    if not report.is_refused and not is_check:
        _write(drafts, ground, starts, set(report.new), set(report.changed))
    return report


def check_crs(crs: str) -> None:
    """Refuse coordinates nobody here can read."""
    if crs not in DATUMS:
        raise NotValid(fields={"crs": format_lazy(_("Coordinates are one of: {all}."), all=", ".join(DATUMS))})


def _ground(day: date) -> _Ground:
    areas = {area.code: area for area in Area.objects.select_related("parent")}
    return _Ground(areas, drawn_borders(day), day)


def _sort_out(drafts: list[AreaDraft], ground: _Ground, starts: date | None, report: Report) -> None:
    """Which areas are new, which change, and which of them cannot from that day on."""
    by_day = Border.objects.order_by(F("starts").asc(nulls_first=True))
    latest = dict(by_day.values_list("area__code", "starts"))
    for draft in drafts:
        there = ground.areas.get(draft.code)
        if there is None:
            report.new.append(draft.code)
        elif _is_redrawn(draft, ground) or _is_renamed(draft, there):
            report.changed.append(draft.code)
        else:
            report.unchanged.append(draft.code)
        last = latest.get(draft.code)
        if there and starts and last and last >= starts and _is_redrawn(draft, ground):
            told = _(
                "Its borders are drawn from {day} on already. Choose a later day, or leave the day out to correct."
            )
            report.fault(draft.where, format_lazy(told, day=last))


def _is_redrawn(draft: AreaDraft, ground: _Ground) -> bool:
    if draft.polygon is None:
        return False
    border = ground.borders.get(draft.code)
    return border is None or not is_same(shape(draft.polygon), border)


def is_same(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Are two shapes drawn alike, wherever their rings begin?"""
    return bool(one.normalize().equals_exact(other.normalize(), SAME_WITHIN))


def _is_renamed(draft: AreaDraft, there: Area) -> bool:
    return any(getattr(there, column) != name for column, name in _new_names(draft).items())


def _new_names(draft: AreaDraft) -> dict[str, str]:
    """The columns of the names the file gives; what it leaves out stays as the city has it."""
    columns = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "en": "name_en"}
    return {columns[language]: name for language, name in draft.names.items() if name}


def _check_drawing(drafts: list[AreaDraft], ground: _Ground, crs: str, report: Report) -> None:
    """The checks of shapes, once each shape by itself is sound: datum first, then neighbours, parent by parent."""
    drawn = [draft for draft in drafts if draft.polygon is not None]
    if not drawn:
        return
    after = dict(ground.borders) | {draft.code: shape(draft.polygon) for draft in drawn}
    _check_datum(drawn, ground, crs, report)
    families: dict[tuple[str, str], list[AreaDraft]] = defaultdict(list)
    for draft in drawn:
        families[draft.parent, draft.kind].append(draft)
    for (parent, kind), family in families.items():
        own = {draft.code: draft.where for draft in family}
        others = [
            area.code
            for area in ground.areas.values()
            if area.is_active and area.kind == kind and area.parent and area.parent.code == parent
        ]
        siblings = {code: after[code] for code in sorted({*own, *others}) if code in after}
        if parent:
            tell_coverage(coverage_of(siblings, after.get(parent)), own, siblings, parent, report)


def _check_datum(drawn: list[AreaDraft], ground: _Ground, crs: str, report: Report) -> None:
    """Against the borders these areas had; where all are new, against their parents'."""
    again = [draft for draft in drawn if draft.code in ground.borders]
    known = [ground.borders[draft.code] for draft in again]
    if not again:
        parents = {draft.parent for draft in drawn if draft.parent in ground.borders}
        again = [draft for draft in drawn if draft.parent in parents]
        known = [ground.borders[parent] for parent in parents]
    if not again:
        report.note(
            "", _("No border is known yet to compare these with. Look at them on the map before they are used.")
        )
        return
    reading = better_reading([draft.written for draft in again], declared=crs, known=union_all(known))
    if reading is not None:
        report.warn("", reading.sentence())


def tell_coverage(
    coverage: Coverage,
    own: Mapping[str, str],
    siblings: Mapping[str, BaseGeometry],
    around: str,
    report: Report,
    *,
    overlap_most: float = OVERLAP_MOST,
    are_gaps_told: bool = True,
) -> None:
    """Overlaps, parts outside and gaps in sentences, as far as the file (`own`, with their rows) has to do with them.

    An overlap is a fault above a share of the smaller of the two; so is a shape of which hardly any lies inside.
    """
    for first, second, shared in coverage.overlaps:
        if first not in own and second not in own:
            continue
        where = own.get(second) or own[first]
        told = format_lazy(_("{one} and {other} overlap by {m2} m²."), one=first, other=second, m2=whole(shared))
        smaller = min(square_metres(siblings[first]), square_metres(siblings[second]))
        (report.fault if shared > overlap_most * smaller else report.warn)(where, told)
    for code, surface in coverage.outside.items():
        if code not in own:
            continue
        told = format_lazy(_("{code} lies outside {around} with {m2} m²."), code=code, around=around, m2=whole(surface))
        is_far = surface > (1 - INSIDE_LEAST) * square_metres(siblings[code])
        (report.fault if is_far else report.warn)(own[code], told)
    if are_gaps_told and coverage.gaps:
        _tell_gaps(coverage, around, report)


def _tell_gaps(coverage: Coverage, around: str, report: Report) -> None:
    together = sum(gap.square_metres for gap in coverage.gaps)
    shown = [f"{whole(gap.square_metres)} m² ({gap.lat}, {gap.lon})" for gap in coverage.gaps]
    told = _("Of {around}, {m2} m² in {number} gaps belong to nobody below it: {gaps}.")
    report.warn(
        "",
        format_lazy(
            told, around=around, m2=whole(together), number=len(coverage.gaps), gaps=first_few(shown, GAPS_TOLD)
        ),
    )


def _write(drafts: list[AreaDraft], ground: _Ground, starts: date | None, new: set[str], changed: set[str]) -> None:
    """The upper rungs first, so that every parent has its path before its children need it."""
    areas: dict[str, Area] = dict(ground.areas)
    for kind in AreaKind.values:
        rung = [draft for draft in drafts if draft.kind == kind and draft.code in new]
        founded = Area.objects.bulk_create([_area(draft, areas) for draft in rung], batch_size=500)
        areas |= {area.code: area for area in founded}
    Border.objects.bulk_create(
        [
            Border(area=areas[draft.code], starts=starts, polygon=draft.polygon)
            for draft in drafts
            if draft.code in new and draft.polygon is not None
        ],
        batch_size=500,
    )
    for draft in drafts:
        if draft.code in changed:
            if _is_redrawn(draft, ground):
                draw_border(areas[draft.code], draft.polygon, starts)
            Area.objects.filter(code=draft.code).update(revision=F("revision") + 1, **_new_names(draft))
    forget_drawings()


def _area(draft: AreaDraft, areas: Mapping[str, Area]) -> Area:
    parent = areas[draft.parent] if draft.parent else None
    columns: dict[str, Any] = _new_names(draft)
    path = f"{parent.path if parent else ''}{draft.code}/"
    return Area(code=draft.code, kind=draft.kind, parent=parent, path=path, **columns)
