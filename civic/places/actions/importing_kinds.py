"""The list of a standard's classes of components from a table: those that are missing come to be, all or none."""

from civic.lib.tables import Row, read_table
from civic.lib.take_in import Outcome, Report, Word, take_in
from civic.places.actions.components import load_kinds

KIND_COLUMNS: dict[str, tuple[str, ...]] = {
    "standard": ("标准", "standard", "标准号"),
    "edition": ("版本", "edition", "标准版本"),
    "code": ("类别代码", "code", "代码", "编码"),
    "name_zh_hans": ("名称", "name_zh_hans", "简体名称", "name"),
    "name_zh_hant": ("繁体名称", "name_zh_hant"),
    "name_en": ("英文名称", "name_en", "english name"),
}
NEEDED = ("standard", "edition", "code", "name_zh_hans")
LONGEST = {"standard": 40, "edition": 12, "name_zh_hans": 120, "name_zh_hant": 120, "name_en": 160}


def import_kinds(content: bytes, *, is_check: bool = False) -> Report:
    """Classes that are missing are added, and those the city has stay as they are; a trial writes nothing.

    Refused (NotValid) for a file that is no table.
    """
    table = read_table(content, KIND_COLUMNS, needed=NEEDED)
    return take_in(table, _take, once=("standard", "edition", "code"), is_check=is_check)


def _take(row: Row) -> Outcome:
    told = {name: row.needed(name) for name in NEEDED}
    texts = {name: row.text(name, longest=longest) or "" for name, longest in LONGEST.items()}
    added = load_kinds([told | texts])
    return Outcome(Word.ADDED if added else Word.UNCHANGED, f"{told['standard']} {told['edition']} {told['code']}")
