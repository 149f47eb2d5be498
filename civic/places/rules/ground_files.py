"""How files of areas and cells are read: GeoJSON and CSV, in UTF-8 or GB18030, into rows that can be named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence
from civic.lib.sheets import can_be_kept, is_utf_16, plain_header, rows_of, unsafe_cell
from civic.places.rules.findings import Report
from civic.places.rules.shapes import on_the_ground

# Each field with the names it may carry, the first found counts. Of several parents the nearest is meant.
FIELDS: dict[str, tuple[str, ...]] = {
    "code": ("code", "adcode", "编码", "代码", "区划代码", "行政区划代码", "网格编码", "网格代码", "单元网格代码"),
    "name": ("name", "name_zh_hans", "zh-hans", "名称", "中文名称"),
    "name_hant": ("zh-hant", "name_zh_hant", "繁体名称"),
    "name_en": ("en", "name_en", "英文名称"),
    "parent": ("parent", "上级代码", "communityCode", "streetCode", "areaCode", "cityCode"),
    "kind": ("kind", "level", "级别"),
    "area": ("area", "area_code", "所属区域", "区域代码"),
    "grade": ("grade", "管理等级", "网格等级"),
    "land_use": ("land_use", "landuse", "用地性质", "用地代码"),
    "area_m2": ("area_m2", "面积"),
    "length_m": ("length_m", "周长"),
}
USUAL, CHINESE = "utf-8-sig", "gb18030"
WGS84_NAMES = ("CRS84", "4326", "4490")  # CGCS2000, the state's own datum, differs by centimetres


@dataclass(frozen=True)
class Row:
    """One row or feature, and what it is called in a report."""

    where: str
    told: Mapping[str, str]
    geometry: Any = None


def read_rows(name: str, content: bytes, report: Report, *, called: Mapping[str, str]) -> list[Row]:
    """The rows of a file; whatever keeps it from being read is told to the report. `called` names fields of its own."""
    text = _decoded(name, content, report)
    if text is None:
        return []
    if not text.strip():
        report.fault(name, _("The file is empty."))
        return []
    is_json = name.lower().endswith(("json", "geojson")) or text.lstrip()[:1] in "{["
    rows = _features(name, text, report, called) if is_json else _records(name, text, report, called)
    if not rows and not report.is_refused:
        report.fault(name, _("The file has no row or feature in it."))
    return rows


def _decoded(name: str, content: bytes, report: Report) -> str | None:
    if is_utf_16(content):
        report.fault(name, _("The file is written in UTF-16. Save it in UTF-8 and import it again."))
        return None
    try:
        return content.decode(USUAL)
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
    try:
        text = content.decode(CHINESE)
    except UnicodeDecodeError:
        told = _("Line {line} is written neither in UTF-8 nor in GB18030. Save the file in UTF-8 and import it again.")
        report.fault(name, format_lazy(told, line=line))
        return None
    report.note(name, _("The file is not in UTF-8 and was read as GB18030."))
    return text


def _features(name: str, text: str, report: Report, called: Mapping[str, str]) -> list[Row]:
    try:
        told = json.loads(text)
    except json.JSONDecodeError as wrong:
        sentence = _("Line {line}, place {column}: the file is no JSON from there on ({reason}). Is it cut off?")
        report.fault(name, format_lazy(sentence, line=wrong.lineno, column=wrong.colno, reason=wrong.msg))
        return []
    except RecursionError:
        report.fault(name, _("The file is nested too deeply to be GeoJSON."))
        return []
    except ValueError:  # the one that is no JSONDecodeError
        report.fault(name, _("A number of the file has thousands of digits, so it is no GeoJSON."))
        return []
    features = [told] if isinstance(told, dict) and told.get("type") == "Feature" else None
    if isinstance(told, dict) and told.get("type") == "FeatureCollection" and isinstance(told.get("features"), list):
        features = told["features"]
    if features is None:
        report.fault(name, _("This is JSON, but no GeoJSON: a FeatureCollection with its features is needed."))
        return []
    _check_stated_system(name, told, report)
    rows = [_row_of(name, number, feature, report, called) for number, feature in enumerate(features, 1)]
    return _without_heights(name, [row for row in rows if row is not None], report)


def _row_of(name: str, number: int, feature: Any, report: Report, called: Mapping[str, str]) -> Row | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict | None):
        report.fault(f"{name} #{number}", _("This is no GeoJSON feature with properties and a geometry."))
        return None
    told = _fields({str(key): value for key, value in (properties or {}).items()}, called)
    if any(not can_be_kept(text) for text in told.values()):
        report.fault(f"{name} #{number}", _("A text of it has a sign that nobody can write. Write it anew."))
        return None
    return Row(_where(name, number, told), told, feature.get("geometry"))


def _without_heights(name: str, rows: list[Row], report: Report) -> list[Row]:
    """The rows as they are drawn on the ground."""
    flat = [replace(row, geometry=on_the_ground(row.geometry)) for row in rows]
    if flat != rows:
        report.note(name, _("Points of the file have heights beside longitude and latitude. The heights are left out."))
    return flat


def _check_stated_system(name: str, told: Mapping[str, Any], report: Report) -> None:
    """Old GeoJSON names its system of coordinates; today's is WGS84 always."""
    stated = json.dumps(told.get("crs") or "")
    if stated != '""' and not any(known in stated for known in WGS84_NAMES):
        sentence = _("The file says that it is drawn in {system}. Draw it in degrees of WGS84, and import it again.")
        report.fault(name, format_lazy(sentence, system=stated[:120]))


def _records(name: str, text: str, report: Report, called: Mapping[str, str]) -> list[Row]:
    rows: list[Row] = []
    header: list[str] | None = None
    try:
        for number, cells in rows_of(text.encode().splitlines(keepends=True)):
            if header is None:
                header = [cell.strip() for cell in cells]
                if fault := _header_fault(header, called):
                    report.fault(name, fault)
                    return []
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                sentence = _("The row has {cells} cells and the header has {width}. Is it cut off?")
                report.fault(f"{name} #{number}", format_lazy(sentence, cells=len(cells), width=len(header)))
                continue
            told = _fields(dict(zip(header, map(unsafe_cell, cells), strict=True)), called)
            rows.append(Row(_where(name, number, told), told))
    except NotValid as wrong:
        report.fault(name, wrong.sentence)
    return rows


def _header_fault(header: list[str], called: Mapping[str, str]) -> Sentence:
    found = _fields(dict.fromkeys(header, "x"), called)
    if found["code"] and found["name"]:
        return ""
    told = _("Row 1 must be the header, with a code and a name at least. It has: {header}.")
    return format_lazy(told, header=", ".join(header)[:200])


def _fields(told: Mapping[str, Any], called: Mapping[str, str]) -> dict[str, str]:
    """Every field we know as text; a field called by its own name is sought under that alone."""
    plain = {plain_header(key): value for key, value in reversed(list(told.items()))}
    fields = {}
    for known, names in FIELDS.items():
        wanted = (called[known],) if called.get(known) else names
        value = next((plain[key] for key in map(plain_header, wanted) if plain.get(key) not in (None, "")), "")
        fields[known] = _as_text(value)
    return fields


def _as_text(value: Any) -> str:
    if isinstance(value, Mapping):  # some write the parent as {"adcode": …}
        value = value.get("adcode") or value.get("code") or ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a spreadsheet's 440103.0
    return "" if isinstance(value, list) else str(value).strip()


def _where(name: str, number: int, told: Mapping[str, str]) -> str:
    return f"{name} #{number}" + (f" ({told['code']})" if told["code"] else "")
