"""What a file says of areas, row by row, held against the tree that is known: codes, rungs, parents, polygons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from civic.lib.refusals import Sentence
from civic.places.rules.codes import PLACES_OF_A_CITY
from civic.places.rules.datums import in_wgs84
from civic.places.rules.findings import Report
from civic.places.rules.ground_files import Row
from civic.places.rules.readings import is_swapped
from civic.places.rules.shapes import CODE, RUNGS, fits_below, polygon_fault

NAME_LONGEST, ENGLISH_LONGEST = 120, 160
DIGITS_OF_A_DISTRICT, DIGITS_OF_A_STREET, DIGITS_OF_A_COMMUNITY = 6, 9, 12
KIND_WORDS = {
    "city": ("city", "市", "地级市"),
    "district": ("district", "区", "县", "区县", "市辖区"),
    "street": ("street", "街道", "镇", "乡", "乡镇", "街道办"),
    "community": ("community", "社区", "村", "居委会", "village"),
}
_KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words}


@dataclass(frozen=True)
class KnownArea:
    """An area that is there already."""

    code: str
    kind: str
    parent: str


@dataclass(frozen=True)
class AreaDraft:
    """An area as a file tells it. `written` is its polygon as it stands there, `polygon` the same in WGS84."""

    where: str
    code: str
    kind: str
    parent: str
    names: dict[str, str]
    written: Any = None
    polygon: Any = None


@dataclass
class _Table:
    """What the drafts are held against: the areas that are there, and those of the file."""

    known: Mapping[str, KnownArea]
    kinds: dict[str, str] = field(default_factory=dict)

    def kind_of(self, code: str) -> str:
        return self.kinds.get(code) or (self.known[code].kind if code in self.known else "")


def draft_areas(
    rows: Iterable[Row],
    known: Mapping[str, KnownArea],
    report: Report,
    *,
    crs: str,
    below: str = "",
    city: BaseGeometry | None = None,
) -> list[AreaDraft]:
    """The areas of a file, the upper rungs first; every fault is told to the report. `below` takes those whose parent
    neither a column nor their code names; `city` is the known border by which the order of coordinates is judged."""
    drafts: dict[str, AreaDraft] = {}
    table = _Table(known)
    for row in rows:
        code = _plain_code(row.told["code"])
        fault = _code_fault(code, drafts)
        if fault:
            report.fault(row.where, fault)
            continue
        kind = _kind_of(row, code, known)
        table.kinds[code] = kind
        drafts[code] = AreaDraft(row.where, code, kind, row.told["parent"], _names(row), row.geometry)
    placed = [_placed(draft, table, report, below) for draft in drafts.values()]
    ordered = sorted(placed, key=lambda draft: (RUNGS.index(draft.kind) if draft.kind in RUNGS else 0, draft.code))
    return [_drawn(draft, report, crs, city) for draft in ordered]


def _plain_code(code: str) -> str:
    """Statisticians fill the codes of larger areas with zeros to twelve digits."""
    if len(code) == DIGITS_OF_A_COMMUNITY and code.isdigit():
        for digits in (DIGITS_OF_A_DISTRICT, DIGITS_OF_A_STREET):
            if not code[digits:].strip("0"):
                return code[:digits]
    return code


def _code_fault(code: str, drafts: Mapping[str, AreaDraft]) -> Sentence:
    if not code:
        return _("There is no code. Name its column or property, or leave the row out.")
    if not CODE.fullmatch(code):
        return _("The code of an area has up to twelve letters and digits.")
    if code in drafts:
        return format_lazy(_("The code {code} stands in the file twice: {other}."), code=code, other=drafts[code].where)
    return ""


def _kind_of(row: Row, code: str, known: Mapping[str, KnownArea]) -> str:
    """What the file says, else what is known, else what the digits of the code say; "" where nothing does."""
    told = row.told["kind"].casefold()
    if told in _KINDS:
        return _KINDS[told]
    if code in known:
        return known[code].kind
    if not code.isdigit():
        return ""
    by_digits = {DIGITS_OF_A_STREET: "street", DIGITS_OF_A_COMMUNITY: "community", PLACES_OF_A_CITY: "city"}
    if len(code) == DIGITS_OF_A_DISTRICT:
        return "city" if code.endswith("00") else "district"
    return by_digits.get(len(code), "")


def _names(row: Row) -> dict[str, str]:
    return {"zh-hans": row.told["name"], "zh-hant": row.told["name_hant"], "en": row.told["name_en"]}


def _placed(draft: AreaDraft, table: _Table, report: Report, below: str) -> AreaDraft:
    """The draft with its parent, once everything about its place in the tree is checked."""
    parent = _parent_of(draft, table, below)
    there = table.known.get(draft.code)
    for fault in (
        _kind_fault(draft),
        _name_fault(draft, there),
        _parent_fault(draft, parent, table),
        _place_fault(draft, parent, there),
    ):
        if fault:
            report.fault(draft.where, fault)
    return AreaDraft(draft.where, draft.code, draft.kind, parent, draft.names, draft.written)


def _parent_of(draft: AreaDraft, table: _Table, below: str) -> str:
    """The parent the file names, else the one the code names, else the known one, else `below`. One that is named and
    is not there stays named, to be told; only districts then hang below `below`."""
    if draft.kind == RUNGS[0]:
        return ""
    told = _plain_code(draft.parent)
    wanted = [told, *_codes_of_city(told)] if told else _codes_above(draft.code)
    for code in wanted:
        if code != draft.code and table.kind_of(code):
            return code
    if told and not (below and draft.kind == RUNGS[1]):
        return told
    if draft.code in table.known:
        return table.known[draft.code].parent
    return below or "".join(wanted[:1])


def _codes_above(code: str) -> list[str]:
    """The code that the digits of a code name as its parent: a street, a district, one of the ways to write a city."""
    if not code.isdigit() or len(code) < DIGITS_OF_A_DISTRICT:
        return []
    if len(code) > DIGITS_OF_A_DISTRICT:
        return [code[: DIGITS_OF_A_STREET if len(code) > DIGITS_OF_A_STREET else DIGITS_OF_A_DISTRICT]]
    return _codes_of_city(code[:PLACES_OF_A_CITY])


def _codes_of_city(four: str) -> list[str]:
    """The ways to write the city that four digits name; the last is a municipality's, which is a province too."""
    return [f"{four}00", four, f"{four[:2]}0000"] if len(four) == PLACES_OF_A_CITY and four.isdigit() else []


def _kind_fault(draft: AreaDraft) -> Sentence:
    if draft.kind:
        return ""
    return _("Neither the file nor its code says whether this is a city, a district, a street or a community.")


def _name_fault(draft: AreaDraft, there: KnownArea | None) -> Sentence:
    if not draft.names["zh-hans"] and there is None:
        return _("There is no name.")
    if max(len(draft.names["zh-hans"]), len(draft.names["zh-hant"])) > NAME_LONGEST:
        return _("The name is too long.")
    return _("The name is too long.") if len(draft.names["en"]) > ENGLISH_LONGEST else ""


def _parent_fault(draft: AreaDraft, parent: str, table: _Table) -> Sentence:
    if not draft.kind or draft.kind == RUNGS[0]:
        return ""
    if not parent:
        return _("Nothing says below which area it hangs. Name the area to hang it below.")
    if not table.kind_of(parent):
        told = _("There is no area {code} to hang it below. Found that one first, or put it into the file.")
        return format_lazy(told, code=parent)
    if not fits_below(draft.kind, table.kind_of(parent)):
        return format_lazy(_("It cannot hang below {code}, which is no larger area."), code=parent)
    stem = _stem_of(parent, table.kind_of(parent))
    if stem and draft.code.isdigit() and not draft.code.startswith(stem):
        told = _("The code {code} does not begin with {stem}, as codes below {parent} do.")
        return format_lazy(told, code=draft.code, stem=stem, parent=parent)
    return ""


def _stem_of(parent: str, kind: str) -> str:
    """What every official code below an area begins with; of a city's six digits the pairs of zeros do not count."""
    if not parent.isdigit():
        return ""
    if kind != RUNGS[0]:
        return parent
    while len(parent) > 2 and parent.endswith("00"):
        parent = parent[:-2]
    return parent


def _place_fault(draft: AreaDraft, parent: str, there: KnownArea | None) -> Sentence:
    if there is None or (there.kind == draft.kind and (there.parent == parent or draft.kind == RUNGS[0])):
        return ""
    told = _("It is there already as a {kind} below {parent}. Areas are not moved in the tree; found a new one.")
    return format_lazy(told, kind=there.kind, parent=there.parent or "–")


def _drawn(draft: AreaDraft, report: Report, crs: str, city: BaseGeometry | None) -> AreaDraft:
    """The draft with its polygon in WGS84; left undrawn where it has none, or one that cannot be used."""
    if draft.written is None:
        return draft
    fault = geometry_fault(draft.written, crs, city)
    if fault:
        report.fault(draft.where, fault)
        return AreaDraft(draft.where, draft.code, draft.kind, draft.parent, draft.names)
    polygon = in_wgs84(draft.written, crs)
    return AreaDraft(draft.where, draft.code, draft.kind, draft.parent, draft.names, draft.written, polygon)


def geometry_fault(written: Any, crs: str, around: BaseGeometry | None) -> Sentence:
    """Why a polygon of a file cannot be taken, or ""; the order of its coordinates first, for it explains more."""
    if is_swapped(written, around):
        return _("Its coordinates are swapped: the latitude stands first. GeoJSON writes the longitude first.")
    return polygon_fault(in_wgs84(written, crs))
