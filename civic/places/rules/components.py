"""How a component is written in a file and what may be said of it: its columns, its code, its place, its days."""

import json
import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.bigrams import fold
from civic.lib.refusals import Sentence
from civic.lib.sheets import can_be_kept, plain_header, unsafe_cell

# Each field with the names its column may carry; the first two are what a missing column is called.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": (
        "标识码", "code", "部件标识码", "部件编码", "部件代码", "部件编号", "编码", "identification code",
        "component code", "identity",
    ),
    "kind": ("类别代码", "kind", "部件类别代码", "部件类别", "类别", "kind code", "class code"),
    "name": ("名称", "name", "部件名称", "component name"),
    "lat": ("纬度", "lat", "latitude", "y"),
    "lon": ("经度", "lon", "lng", "longitude", "x"),
    "address": ("地址", "address", "位置", "位置描述", "所在位置", "location"),
    "competent": (
        "主管部门代码", "competent", "主管部门编码", "主管单位代码", "competent code", "competent department code",
    ),
    "owner": ("权属单位代码", "owner", "权属单位编码", "权属代码", "owner code"),
    "maintainer": ("养护单位代码", "maintainer", "养护单位编码", "维护单位代码", "maintainer code"),
    "state": ("状态", "state", "部件状态", "使用状态", "status"),
    "installed_on": (
        "初始时间", "installed_on", "建设日期", "安装日期", "原始日期", "初始日期", "installed", "original date",
    ),
    "surveyed_on": ("普查日期", "surveyed_on", "普查时间", "测绘日期", "surveyed", "survey date"),
    "changed_on": ("变更日期", "changed_on", "变更时间", "changed", "change date"),
    "source": ("数据来源", "source", "来源", "data source"),
    "material": ("材质", "material", "材料"),
    "model": ("型号", "model", "规格型号", "规格"),
    "remark": ("备注", "remark", "说明", "note"),
    "cell": ("单元网格代码", "cell", "所在单元网格", "网格代码", "网格编码", "cell code"),
    "attributes": ("附加属性", "attributes"),
    # what others write beside their codes and we know already
    "-standard": ("standard", "标准", "标准号"),
    "-edition": ("edition", "版本", "标准年份"),
    "-area": ("area", "所属区域", "区划代码", "area code"),
    "-class": ("class", "大类代码", "大类"),
    "-sub": ("sub", "小类代码", "小类", "sub class"),
    "-kind-name": ("kind name", "类别名称", "小类名称"),
    "-competent-name": ("competent name", "主管部门名称", "主管部门", "主管单位"),
    "-owner-name": ("owner name", "权属单位名称", "权属单位"),
    "-maintainer-name": ("maintainer name", "养护单位名称", "养护单位", "维护单位"),
}  # fmt: skip
NEEDED = ("code", "lat", "lon")
PARTIES = ("competent", "owner", "maintainer")
DAYS = ("installed_on", "surveyed_on", "changed_on")
LONGEST = {"name": 80, "address": 200, "source": 40, "material": 40, "model": 60, "remark": 200}
CODE_LONGEST = 24
PARTY_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
ATTRIBUTES_MOST, KEY_LONGEST, VALUE_LONGEST = 60, 40, 200
OLDEST_YEAR = 1800
IN_USE = "in-use"
Reader = Callable[[str, str], tuple[Any, Sentence]]
STATES = {
    IN_USE: ("in use", "intact", "normal", "使用", "使用中", "在用", "正常", "完好", "现状"),
    "damaged": ("damaged", "损坏", "破损", "已损坏"),
    "lost": ("lost", "missing", "丢失", "遗失", "缺失", "已丢失"),
    "idle": ("not in use", "idle", "abandoned", "停用", "闲置", "废弃", "未使用"),
    "removed": ("taken away", "removed", "拆除", "移除", "已拆除", "注销"),
}
FAMILY_WORDS = {
    "manhole": {"manhole", "grating"},
    "traffic": {"traffic", "parking", "car", "bus", "taxi"},
    "lamp": {"light", "lamp", "power", "pole"},
    "road": {"bridge", "underpass", "flyover", "road", "pavement", "tunnel"},
    "rubbish": {"litter", "refuse", "toilet", "septic"},
    "water": {"water", "fire", "waterside", "flood", "outfall", "harbour"},
    "tree": {"tree"},
}
FAMILY_CLASSES = {"02": "traffic", "04": "tree", "05": "building"}
_STATE_WORDS = {plain_header(word): state for state, words in STATES.items() for word in (state, *words)}


@dataclass(frozen=True)
class KnownKind:
    """A class of components as a row is judged by it: the parts of its codes (name, digits), none where they are free,
    and what its own attributes are called."""

    code: str
    parts: tuple[tuple[str, int], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)  # evened-out name: key


@dataclass(frozen=True)
class Known:
    """What the city has, by which the rows of one file are judged."""

    standard: str
    kinds: Mapping[str, KnownKind]
    districts: Collection[str]
    parties: Collection[str]
    today: date


@dataclass(slots=True)
class Clean:
    """A row as it may be stored; `given` holds only the columns the file has, parties by code and "" for none."""

    code: str
    kind: str
    lat: float
    lon: float
    given: dict[str, Any]
    attributes: dict[str, Any]
    cell: str = ""


class RowCheck:
    """Judges the rows of one file, whose columns stand where the header says."""

    def __init__(self, columns: Mapping[str, int], others: Mapping[int, str], width: int, known: Known) -> None:
        self.columns, self.others, self.width, self.known = columns, others, width, known
        self.readers = self._readers_of(columns)

    def __call__(self, cells: Sequence[str]) -> Clean | list[Sentence]:
        """The row as it may be stored, or the sentences that say what is wrong with it."""
        if len(cells) != self.width:
            return [width_fault(len(cells), self.width)]
        wrong: list[Sentence] = []
        code = self._cell(cells, "code").lstrip("'").upper()
        kind, fault = kind_of(code, self._cell(cells, "kind"), self.known)
        if fault:
            wrong.append(fault)
        if fault := self._other_standard(cells):
            wrong.append(fault)
        lat, lon, fault = point_of(self._cell(cells, "lat"), self._cell(cells, "lon"))
        if fault:
            wrong.append(fault)
        given: dict[str, Any] = {}
        for name, read in self.readers:
            value, fault = read(name, self._cell(cells, name))
            given[name] = value
            if fault:
                wrong.append(fault)
        attributes, fault = self._attributes(cells, self.known.kinds.get(kind))
        if fault:
            wrong.append(fault)
        if wrong:
            return wrong
        return Clean(code, kind, lat, lon, given, attributes, self._cell(cells, "cell"))

    def _cell(self, cells: Sequence[str], name: str) -> str:
        index = self.columns.get(name)
        return "" if index is None else cells[index].strip()

    def _other_standard(self, cells: Sequence[str]) -> Sentence:
        """A row of another standard than this import takes: its class would mean another thing."""
        told = f"{self._cell(cells, '-standard')} {self._cell(cells, '-edition')}"
        if "-standard" not in self.columns or "-edition" not in self.columns or told in (" ", self.known.standard):
            return ""
        sentence = _("standard: the row is of {told}, and this import takes {standard}. Import it on its own.")
        return format_lazy(sentence, told=told[:60], standard=self.known.standard)

    def _readers_of(self, columns: Mapping[str, int]) -> list[tuple[str, Reader]]:
        readers: list[tuple[str, Reader]] = [(name, text_of) for name in columns if name in LONGEST]
        readers += [(name, self._day) for name in DAYS if name in columns]
        readers += [(name, self._party) for name in PARTIES if name in columns]
        return readers + ([("state", state_of)] if "state" in columns else [])

    def _day(self, name: str, text: str) -> tuple[date | None, Sentence]:
        return day_of(name, text, self.known.today)

    def _party(self, name: str, code: str) -> tuple[str, Sentence]:
        if code and code not in self.known.parties:
            told = _("{field}: no party has the code “{code}”. Import the parties first.")
            return "", format_lazy(told, field=name, code=code[:40])
        return code, ""

    def _attributes(self, cells: Sequence[str], kind: KnownKind | None) -> tuple[dict[str, Any], Sentence]:
        names = kind.attributes if kind else {}
        told: dict[str, Any] = {}
        if written := self._cell(cells, "attributes"):
            try:
                told = json.loads(written)
            except (ValueError, RecursionError):
                told = {"": None}
            if not isinstance(told, dict) or "" in told:
                return {}, _('attributes: this is no JSON object such as {"height": "8"}.')
        for index, name in self.others.items():
            if name and (value := cells[index].strip()):
                told[names.get(plain_header(name), name)] = unsafe_cell(value)
        return told, attributes_fault(told)


def width_fault(cells: int, width: int) -> Sentence:
    """A row that is not as wide as the header."""
    told = _("The row has {cells} cells and the header has {width}. Is the row cut off, or a comma not in quotes?")
    return format_lazy(told, cells=cells, width=width)


def _is_a_value(value: Any) -> bool:
    """A word or a number that a database keeps: NaN and the infinite are none."""
    if isinstance(value, float) and not math.isfinite(value):
        return False
    return isinstance(value, str | int | float | bool) and len(str(value)) <= VALUE_LONGEST and can_be_kept(str(value))


def attributes_fault(attributes: Mapping[str, Any]) -> Sentence:
    """What is wrong with attributes of a component's own, or ""."""
    if not isinstance(attributes, Mapping):
        return _('attributes: write names with their values, such as {"height": 8}.')
    if len(attributes) > ATTRIBUTES_MOST:
        return format_lazy(_("attributes: at most {most} can be kept."), most=ATTRIBUTES_MOST)
    for key, value in attributes.items():
        if not isinstance(key, str) or not 0 < len(key) <= KEY_LONGEST or not can_be_kept(key):
            return format_lazy(_("attributes: a name has 1 to {most} signs."), most=KEY_LONGEST)
        if not _is_a_value(value):
            told = _("{field}: a value is a word or a number of at most {most} signs.")
            return format_lazy(told, field=key, most=VALUE_LONGEST)
    return ""


def family_of(code: str, english: str) -> str:
    """The drawing beside a class: by what its name says, else by its main class."""
    words = set(re.split(r"[^a-z]+", english.casefold()))
    for family, signs in FAMILY_WORDS.items():
        if signs & words:
            return family
    return FAMILY_CLASSES.get(code[:2], "other")


def parse_code(code: str, parts: Sequence[tuple[str, int]]) -> dict[str, str] | None:
    """The parts of an official code by name; None where it does not follow the structure."""
    if not (code.isascii() and code.isdigit()) or len(code) != sum(digits for _name, digits in parts):
        return None
    told, start = {}, 0
    for name, digits in parts:
        told[name] = code[start : start + digits]
        start += digits
    return told


def kind_of(code: str, stated: str, known: Known) -> tuple[str, Sentence]:
    """The class a component belongs to, by its code and by what the file states beside it; or what is wrong."""
    if not code:
        return "", _("code: the row has no identification code.")
    if "e+" in code.casefold():
        told = _("code: “{code}” was spoilt by a spreadsheet. Format the column as text and export the file again.")
        return "", format_lazy(told, code=code[:40])
    if not (code.isascii() and code.isalnum()) or len(code) > CODE_LONGEST:
        told = _("code: “{code}” is no identification code. It has up to {most} letters and digits.")
        return "", format_lazy(told, code=code[:40], most=CODE_LONGEST)
    if stated:
        kind = known.kinds.get(stated)
        return (stated, code_fault(code, kind, known)) if kind else (stated, _no_kind(stated, known))
    for kind in _structures(known):
        told_parts = parse_code(code, kind.parts)
        if told_parts is not None:
            stated = _kind_part(told_parts)
            found = known.kinds.get(stated)
            return (stated, code_fault(code, found, known)) if found else (stated, _no_kind(stated, known))
    return "", _structure_fault(code, known)


def code_fault(code: str, kind: KnownKind, known: Known) -> Sentence:
    """What is wrong with a code of this class, or "": its length, its class, its district."""
    if not kind.parts:
        return ""
    parts = parse_code(code, kind.parts)
    if parts is None:
        return _length_fault(code, kind.parts)
    if _kind_part(parts) != kind.code:
        told = _("code: “{code}” carries the class {carried}, and the row is of class {kind}.")
        return format_lazy(told, code=code, carried=_kind_part(parts), kind=kind.code)
    if "area" in parts and parts["area"] not in known.districts:
        told = _("code: “{code}” begins with {area}, which is no district of this city.")
        return format_lazy(told, code=code, area=parts["area"])
    return ""


def _kind_part(parts: Mapping[str, str]) -> str:
    return parts.get("class", "") + parts.get("sub", "")


def _structures(known: Known) -> list[KnownKind]:
    """One class for each structure in use: enough to read the class out of a code."""
    return list({kind.parts: kind for kind in known.kinds.values() if kind.parts}.values())


def _structure_fault(code: str, known: Known) -> Sentence:
    structures = _structures(known)
    if structures:
        return _length_fault(code, structures[0].parts)
    return _("kind: the row does not say of which class the component is.")


def _length_fault(code: str, parts: Sequence[tuple[str, int]]) -> Sentence:
    told = _("code: “{code}” has {length} signs; a code of this class has {digits} digits: {parts}.")
    shown = " + ".join(f"{digits} {name}" for name, digits in parts)
    digits = sum(digits for _name, digits in parts)
    return format_lazy(told, code=code, length=len(code), digits=digits, parts=shown)


def _no_kind(code: str, known: Known) -> Sentence:
    told = _("kind: there is no class {code} in {standard}. Add the class first, or name another standard.")
    return format_lazy(told, code=code[:12], standard=known.standard)


def point_of(lat_text: str, lon_text: str) -> tuple[float, float, Sentence]:
    """Degrees from two cells, or what is wrong with them; a swapped pair is told as one."""
    try:
        lat, lon = float(lat_text), float(lon_text)
    except ValueError:
        told = _("{field}: “{text}” is no number. Degrees are written like 39.9087.")
        name, text = ("lat", lat_text) if not _is_number(lat_text) else ("lon", lon_text)
        return 0.0, 0.0, format_lazy(told, field=name, text=text[:20])
    return lat, lon, point_fault(lat, lon)


def point_fault(lat: float, lon: float) -> Sentence:
    """What is wrong with degrees that are numbers, or ""."""
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        return _("lat, lon: the point 0, 0 lies in the sea: the place is missing.") if lat == lon == 0 else ""
    if math.isfinite(lat) and math.isfinite(lon) and abs(lon) <= 90 < abs(lat) <= 180:
        return swapped_fault(lat, lon)
    told = _("lat, lon: {lat}, {lon} is not on the globe.")
    return format_lazy(told, lat=lat, lon=lon)


def swapped_fault(lat: float, lon: float) -> Sentence:
    """Latitude and longitude that stand in each other's place."""
    told = _("lat, lon: {lat}, {lon} looks swapped: the latitude of this city is the smaller of the two.")
    return format_lazy(told, lat=lat, lon=lon)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def text_of(name: str, text: str) -> tuple[str, Sentence]:
    """Words of a row, or that they are too long."""
    if "\n" in text or "\r" in text:
        text = " ".join(text.split())
    if text[:1] == "'":
        text = unsafe_cell(text)
    if len(text) > LONGEST[name]:
        told = _("{field}: {length} signs are too many, at most {most} can be kept.")
        return "", format_lazy(told, field=name, length=len(text), most=LONGEST[name])
    return text, ""


def state_of(_name: str, text: str) -> tuple[str, Sentence]:
    """The state a word means; none means in use."""
    if not text:
        return IN_USE, ""
    state = _state(text)
    if state:
        return state, ""
    told = _("state: “{text}” is none of: in use, damaged, lost, not in use, taken away.")
    return "", format_lazy(told, text=text[:20])


@lru_cache(maxsize=1000)
def _state(text: str) -> str:
    return _STATE_WORDS.get(plain_header(text), "")


def day_of(name: str, text: str, today: date) -> tuple[date | None, Sentence]:
    """A day of the past from a cell, or what is wrong with it."""
    if not text:
        return None, ""
    day = _day(text)
    if day is None:
        told = _("{field}: “{text}” is no day. Days are written like 2019-04-25.")
        return None, format_lazy(told, field=name, text=text[:20])
    if day > today:
        return None, format_lazy(_("{field}: {day} has not come yet."), field=name, day=day.isoformat())
    if day.year < OLDEST_YEAR:
        return None, format_lazy(_("{field}: {day} is too old to be true."), field=name, day=day.isoformat())
    return day, ""


@lru_cache(maxsize=10_000)
def _day(text: str) -> date | None:
    plain = fold(text).split(" ")[0].split("t")[0]
    for sign in "/.年月":
        plain = plain.replace(sign, "-")
    parts = plain.rstrip("日").rstrip("-").split("-")
    if len(parts) == 1 and len(plain) == 8:
        parts = [plain[:4], plain[4:6], plain[6:]]
    if len(parts) != 3 or len(parts[0]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None
