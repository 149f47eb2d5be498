"""How official codes of cells and components are built, read and checked, and the layers every city has. Structures are
data: these are the ones the standards know."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence

Parts = Sequence[Mapping[str, Any]]  # as a structure keeps them: {"name", "digits"} from left to right

LONGEST_CODE = 24
LONGEST_CELL_CODE = 20
PLACES_OF_A_CITY = 4  # of the six digits of an area, the first four name the city (GB/T 2260)
_PART_NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
_AREA_PARTS = ("area", "street", "community")


@dataclass(frozen=True)
class KnownStructure:
    """A structure of codes as its standard says: parts from left to right with their digits."""

    code: str
    of: str
    names: tuple[str, str, str]
    parts: tuple[tuple[str, int], ...]
    source: str


@dataclass(frozen=True)
class KnownLayer:
    """A layer of cells every city has."""

    code: str
    structure: str
    names: tuple[str, str, str]
    is_complete: bool
    order: int


STRUCTURES = (
    KnownStructure(
        "gb-14",
        "cell",
        ("十四位单元网格代码", "十四位單元網格代碼", "14-digit cell code"),
        (("area", 6), ("street", 3), ("community", 3), ("cell", 2)),
        "CJ/T 213, GB/T 30428.1",
    ),
    KnownStructure(
        "db11-15",
        "cell",
        ("十五位单元网格代码", "十五位單元網格代碼", "15-digit cell code"),
        (("area", 6), ("street", 3), ("community", 3), ("cell", 3)),
        "DB11",
    ),
    KnownStructure(
        "cjt349-20",
        "cell",
        ("二十位数字社区网格代码", "二十位數字社區網格代碼", "20-digit community cell code"),
        (("object", 6), ("area", 6), ("street", 3), ("community", 3), ("cell", 2)),
        "CJ/T 349",
    ),
    KnownStructure(
        "gb-16",
        "component",
        ("十六位部件代码", "十六位部件代碼", "16-digit component code"),
        (("area", 6), ("class", 2), ("sub", 2), ("serial", 6)),
        "CJ/T 214, GB/T 30428.2",
    ),
)
LAYERS = (
    KnownLayer("management", "gb-14", ("单元网格", "單元網格", "Management cells"), True, 10),
    KnownLayer("social", "db11-15", ("社会管理网格", "社會管理網格", "Social grids"), True, 20),
)


def parse_code(parts: Parts, code: str) -> dict[str, str] | Sentence:
    """The parts of a code by their names, or the sentence that says why it does not follow the structure."""
    digits = sum(part["digits"] for part in parts)
    if not (code.isascii() and code.isdigit()) or len(code) != digits:
        told = _("The code {code} does not follow its structure: it takes {digits} digits, {parts}.")
        shown = " + ".join(f"{part['digits']} {part['name']}" for part in parts)
        return format_lazy(told, code=code or "“”", digits=digits, parts=shown)
    read, start = {}, 0
    for part in parts:
        read[part["name"]] = code[start : start + part["digits"]]
        start += part["digits"]
    return read


def area_within(read: Mapping[str, str]) -> str:
    """The code of the place that a parsed code names: district, street and community, as far as it has them."""
    return "".join(read.get(name, "") for name in _AREA_PARTS)


def code_fault(parts: Parts, code: str, *, area_code: str, is_city: bool = False) -> Sentence:
    """Why a cell of this area cannot carry the code, or "": its digits, and the area it names."""
    read = parse_code(parts, code)
    if not isinstance(read, dict):
        return read
    named = area_within(read)
    belongs = named[:PLACES_OF_A_CITY] == area_code[:PLACES_OF_A_CITY] if is_city else named.startswith(area_code)
    if not named or belongs:
        return ""
    told = _("The code {code} names the area {named}, and the cell belongs to {area}.")
    return format_lazy(told, code=code, named=named[: len(area_code)], area=area_code)


def cell_code_fault(parts: Parts | None, code: str, *, area_code: str, is_city: bool = False) -> Sentence:
    """The same for a layer that may follow no structure: then any letters and digits will do."""
    if not (code.isascii() and code.isalnum() and len(code) <= LONGEST_CELL_CODE):
        return _("The code of a cell has up to twenty letters and digits.")
    return code_fault(parts, code, area_code=area_code, is_city=is_city) if parts else ""


def structure_fault(parts: Any) -> Sentence:
    """Why this cannot be the structure of a code, or ""."""
    told = _(
        "A structure is a list of parts, each with a name of small letters, no name twice, and a number of digits; "
        "together they have at most {most} digits."
    )
    fault = format_lazy(told, most=LONGEST_CODE)
    if not isinstance(parts, list) or not parts:
        return fault
    for part in parts:
        if not isinstance(part, dict) or set(part) != {"name", "digits"} or not _is_a_part(**part):
            return fault
    names = [part["name"] for part in parts]
    is_sound = len(set(names)) == len(names) and sum(part["digits"] for part in parts) <= LONGEST_CODE
    return "" if is_sound else fault


def _is_a_part(name: Any, digits: Any) -> bool:
    is_number = isinstance(digits, int) and not isinstance(digits, bool) and digits > 0
    return is_number and isinstance(name, str) and _PART_NAME.fullmatch(name) is not None
