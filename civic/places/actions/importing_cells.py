"""Bring the cells of a layer in from a file of GeoJSON, all or none, with a report.

Cells that are drawn otherwise, or kept otherwise, count anew from the day on; the ones before end the day before, and
old cases keep them. Cells that are not in the file stay, unless they are to be retired.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely import union_all
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from civic.places.actions.cells import layer_of
from civic.places.actions.drawing import forget_drawings
from civic.places.actions.importing_areas import File, check_crs, is_same, tell_coverage
from civic.places.models import Area, AreaKind, Cell, Layer
from civic.places.queries import MANAGEMENT
from civic.places.queries.covering import drawn_borders
from civic.places.rules.cell_drafts import CellDraft, draft_cells
from civic.places.rules.coverage import coverage_of
from civic.places.rules.datums import WGS84
from civic.places.rules.findings import Report, first_few
from civic.places.rules.ground_files import read_rows
from civic.places.rules.measures import square_metres
from civic.places.rules.readings import better_reading

ROWS_A_STATEMENT = 500


@dataclass(frozen=True)
class _Grid:
    """What is there on the day of the import: the areas, their borders, and the newest row of every code."""

    layer: Layer
    starts: date
    areas: Mapping[str, Area]
    borders: Mapping[str, BaseGeometry]
    newest: Mapping[str, Cell]

    def district_of(self, area_code: str) -> str:
        """The district an area lies in; the area itself where it lies in none."""
        codes = self.areas[area_code].path.rstrip("/").split("/")
        return next((code for code in codes if self.areas[code].kind == AreaKind.DISTRICT), area_code)

    def border_around(self, area_code: str) -> tuple[str, BaseGeometry | None]:
        """The area with the nearest border up the tree."""
        for code in reversed(self.areas[area_code].path.rstrip("/").split("/")):
            if code in self.borders:
                return code, self.borders[code]
        return area_code, None

    def counts(self, cell: Cell) -> bool:
        """Does the row count on the day?"""
        return cell.starts <= self.starts and (cell.ends is None or cell.ends >= self.starts)


@transaction.atomic
def import_cells(
    files: Iterable[File],
    *,
    layer: str = MANAGEMENT,
    crs: str = WGS84,
    starts: date | None = None,
    called: Mapping[str, str] | None = None,
    is_retiring: bool = False,
    is_check: bool = False,
) -> Report:
    """Draw the cells of these files from a day on (today, where none is said), and tell what was found.

    With any fault in the report nothing was written. Of the districts the files tell of, cells that are missing end
    the day before only where they are to be retired.
    """
    check_crs(crs)
    report = Report()
    grid = _grid(layer_of(layer), starts or timezone.localdate())
    rows = [row for name, content in files for row in read_rows(name, content, report, called=called or {})]
    kinds = {code: area.kind for code, area in grid.areas.items()}
    parts = grid.layer.structure.parts if grid.layer.structure else None
    city = union_all(list(grid.borders.values())) if grid.borders else None
    drafts = draft_cells(rows, kinds, report, parts=parts, crs=crs, city=city)
    _sort_out(drafts, grid, is_retiring, report)
    _check_drawing(drafts, grid, crs, report)
    if not report.is_refused and not is_check:
        _write(drafts, grid, report)
    return report


def _grid(layer: Layer, starts: date) -> _Grid:
    areas = {area.code: area for area in Area.objects.all()}
    rows = Cell.objects.filter(layer=layer).select_related("area").order_by("starts")
    return _Grid(layer, starts, areas, drawn_borders(starts), {cell.code: cell for cell in rows})


def _sort_out(drafts: list[CellDraft], grid: _Grid, is_retiring: bool, report: Report) -> None:
    """Which cells are new, which change, which stay, and which of those there are not in the file."""
    for draft in drafts:
        there = grid.newest.get(draft.code)
        if there is None or (there.ends is not None and there.ends < grid.starts):
            report.new.append(draft.code)
        elif _is_unchanged(draft, there):
            report.unchanged.append(draft.code)
        else:
            report.changed.append(draft.code)
            if there.starts >= grid.starts:
                told = _("It is drawn from {day} on already. Choose a later day to draw it anew.")
                report.fault(draft.where, format_lazy(told, day=there.starts))
    told_of, in_file = {grid.district_of(draft.area) for draft in drafts}, {draft.code for draft in drafts}
    missing = [
        code
        for code, cell in grid.newest.items()
        if code not in in_file and grid.counts(cell) and grid.district_of(cell.area.code) in told_of
    ]
    if missing and is_retiring:
        report.retired += missing
        for code in missing:
            if grid.newest[code].starts == grid.starts:
                report.fault("", format_lazy(_("{code} begins on that very day and cannot end before."), code=code))
    elif missing:
        report.missing += missing
        told = _("{number} cells of these districts are not in the file and stay: {codes}. They end only when retired.")
        report.warn("", format_lazy(told, number=len(missing), codes=first_few(missing)))


def _is_unchanged(draft: CellDraft, there: Cell) -> bool:
    is_kept_alike = (draft.area, draft.grade, draft.land_use) == (there.area.code, there.grade, there.land_use)
    return is_kept_alike and is_same(draft.drawn, shape(there.polygon))


def _check_drawing(drafts: list[CellDraft], grid: _Grid, crs: str, report: Report) -> None:
    """District by district: the datum, neighbours, what lies outside, gaps; and each cell against its own area."""
    families: dict[str, list[CellDraft]] = defaultdict(list)
    for draft in drafts:
        families[grid.district_of(draft.area)].append(draft)
    _check_datum(families, grid, crs, report)
    for district, family in families.items():
        after = _after(district, family, grid, set(report.retired))
        own = {draft.code: draft.where for draft in family}
        tell_coverage(
            coverage_of(after, grid.borders.get(district)),
            own,
            after,
            district,
            report,
            overlap_most=0.0,
            are_gaps_told=grid.layer.is_complete,
        )
        _check_areas(family, district, grid, report)


def _after(district: str, family: Sequence[CellDraft], grid: _Grid, retired: set[str]) -> dict[str, BaseGeometry]:
    """The shapes of a district's cells as they will be on the day."""
    drawn = {
        code: shape(cell.polygon)
        for code, cell in grid.newest.items()
        if code not in retired and grid.counts(cell) and grid.district_of(cell.area.code) == district
    }
    return drawn | {draft.code: draft.drawn for draft in family}


def _check_areas(family: Sequence[CellDraft], district: str, grid: _Grid, report: Report) -> None:
    """A cell of a street or community lies in the borders of that, where they are drawn."""
    by_border: dict[str, list[CellDraft]] = defaultdict(list)
    for draft in family:
        around, border = grid.border_around(draft.area)
        if around != district and border is not None:
            by_border[around].append(draft)
    for around, cells in by_border.items():
        drawn = {draft.code: draft.drawn for draft in cells}
        beyond = coverage_of(drawn, grid.borders[around]).outside
        for draft in cells:
            if draft.code in beyond and grid.areas[around].kind != AreaKind.CITY:
                told = _("{code} lies outside {around} with {share} of its surface.")
                share = f"{beyond[draft.code] / square_metres(draft.drawn):.0%}"
                report.warn(draft.where, format_lazy(told, code=draft.code, around=around, share=share))


def _check_datum(families: Mapping[str, list[CellDraft]], grid: _Grid, crs: str, report: Report) -> None:
    """Against the borders of the districts, or of whatever larger area is drawn."""
    bordered = [code for code in families if code in grid.borders]
    if not bordered:
        if families:
            told = _("No border is known yet to compare these with. Look at them on the map before they are used.")
            report.note("", told)
        return
    written = [draft.written for code in bordered for draft in families[code]]
    reading = better_reading(written, declared=crs, known=union_all([grid.borders[code] for code in bordered]))
    if reading is not None:
        report.warn("", reading.sentence())


def _write(drafts: Sequence[CellDraft], grid: _Grid, report: Report) -> None:
    drawn = set(report.new) | set(report.changed)
    replaced = [grid.newest[code].pk for code in [*report.changed, *report.retired]]
    for start in range(0, len(replaced), ROWS_A_STATEMENT):
        Cell.objects.filter(pk__in=replaced[start : start + ROWS_A_STATEMENT]).update(
            ends=grid.starts - timedelta(days=1), revision=F("revision") + 1
        )
    Cell.objects.bulk_create(
        [_cell(draft, grid) for draft in drafts if draft.code in drawn], batch_size=ROWS_A_STATEMENT
    )
    forget_drawings()


def _cell(draft: CellDraft, grid: _Grid) -> Cell:
    return Cell(
        layer=grid.layer,
        code=draft.code,
        area=grid.areas[draft.area],
        starts=grid.starts,
        polygon=draft.polygon,
        grade=draft.grade,
        land_use=draft.land_use,
        area_m2=draft.area_m2,
        length_m=draft.length_m,
    )
