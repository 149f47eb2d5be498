"""What a file says of cells, feature by feature: their codes, areas, grades, polygons and measures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from civic.lib.refusals import Sentence
from civic.places.rules.area_drafts import geometry_fault
from civic.places.rules.codes import PLACES_OF_A_CITY, Parts, area_within, cell_code_fault, parse_code
from civic.places.rules.datums import in_wgs84
from civic.places.rules.findings import Report, whole
from civic.places.rules.ground_files import Row
from civic.places.rules.measures import metres_around, square_metres

GRADES, USUAL_GRADE = ("1", "2", "3"), 2
LAND_USE_LONGEST = 40
MEASURES_AGREE = 0.05  # a stated surface further off is told


@dataclass(frozen=True)
class CellDraft:
    """A cell as a file tells it. `written` is its polygon as it stands there, `polygon` the same in WGS84."""

    where: str
    code: str
    area: str
    grade: int
    land_use: str
    written: Any
    polygon: Any
    drawn: BaseGeometry
    area_m2: float
    length_m: float


def draft_cells(
    rows: Iterable[Row],
    areas: Mapping[str, str],
    report: Report,
    *,
    parts: Parts | None,
    crs: str,
    city: BaseGeometry | None = None,
) -> list[CellDraft]:
    """The cells of a file that can be read; every fault is told to the report. `areas` are the kinds of the known areas
    by their codes, `parts` the structure of the layer's codes."""
    drafts: dict[str, CellDraft] = {}
    for row in rows:
        code = row.told["code"]
        area = row.told["area"] or _area_of(code, parts, areas)
        faults = [
            _code_fault(code, area, parts, areas, drafts),
            _grade_fault(row.told["grade"]),
            geometry_fault(row.geometry, crs, city),
        ]
        for fault in faults:
            if fault:
                report.fault(row.where, fault)
        if not any(faults):
            drafts[code] = _draft(row, area, crs, report)
    return list(drafts.values())


def _area_of(code: str, parts: Parts | None, areas: Mapping[str, str]) -> str:
    """The deepest known area that the code names: its community, street, district or city."""
    read = parse_code(parts, code) if parts else None
    if not isinstance(read, dict):
        return ""
    named = area_within(read)
    stems = [named[:digits] for digits in (12, 9, 6)] + [f"{named[:PLACES_OF_A_CITY]}00"]
    return next((stem for stem in stems if stem in areas), "")


def _code_fault(
    code: str, area: str, parts: Parts | None, areas: Mapping[str, str], drafts: Mapping[str, CellDraft]
) -> Sentence:
    if not code:
        return _("There is no code. Name its property, or leave the feature out.")
    if code in drafts:
        return format_lazy(_("The code {code} stands in the file twice: {other}."), code=code, other=drafts[code].where)
    if area in areas:
        return cell_code_fault(parts, code, area_code=area, is_city=areas[area] == "city")
    read = parse_code(parts, code) if parts else {}
    if not isinstance(read, dict):
        return read
    if area:
        return format_lazy(_("There is no area with the code {code}."), code=area)
    return _("Nothing says in which area it lies: neither a property called area nor its code names one that is known.")


def _grade_fault(grade: str) -> Sentence:
    return "" if grade in ("", *GRADES) else _("The grade of a cell is 1, 2 or 3; 1 is kept best.")


def _draft(row: Row, area: str, crs: str, report: Report) -> CellDraft:
    polygon = in_wgs84(row.geometry, crs)
    drawn = shape(polygon)
    surface = square_metres(drawn)
    stated = _number(row.told["area_m2"])
    if stated and abs(stated - surface) > MEASURES_AGREE * surface:
        told = _("The file says {stated} m², and it is drawn with {surface} m². The drawn surface is kept.")
        report.warn(row.where, format_lazy(told, stated=whole(stated), surface=whole(surface)))
    return CellDraft(
        where=row.where,
        code=row.told["code"],
        area=area,
        grade=int(row.told["grade"] or USUAL_GRADE),
        land_use=row.told["land_use"][:LAND_USE_LONGEST],
        written=row.geometry,
        polygon=polygon,
        drawn=drawn,
        area_m2=round(surface, 1),
        length_m=round(metres_around(drawn), 1),
    )


def _number(told: str) -> float:
    try:
        return float(told)
    except ValueError:
        return 0.0
