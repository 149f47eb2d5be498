"""A small table of a city, read whole from CSV: columns under any of their names, rows by number, cells as the things
they mean. In a column that is there an empty cell says nothing, and a lone dash empties what was there."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Sentence
from civic.lib.sheets import columns_of, plain_header, rows_of, unsafe_cell

ENCODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets in the city save
NOTHING = frozenset({"-", "–", "—", "－"})
YES = frozenset({"yes", "y", "true", "1", "是", "有", "对"})
NO = frozenset({"no", "n", "false", "0", "否", "无", "不"})
_BETWEEN = str.maketrans(dict.fromkeys(";；、,，|/", " "))
_DATE_SIGNS = str.maketrans({"年": "-", "月": "-", "日": "", "/": "-", ".": "-"})


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, and the text of each known column the file has."""

    number: int
    cells: Mapping[str, str]

    def said(self, name: str) -> str | None:
        """What the cell says: None for nothing, "" for a lone dash, which empties."""
        text = self.cells.get(name, "")
        if not text:
            return None
        return "" if text in NOTHING else text

    def text(self, name: str, *, longest: int) -> str | None:
        """A text of at most so many characters."""
        said = self.said(name)
        if said is not None and len(said) > longest:
            raise NotValid(fields={name: format_lazy(_("Keep it under {count} characters."), count=longest)})
        return said

    def needed(self, name: str) -> str:
        """A cell without which the row means nothing."""
        said = self.said(name)
        if not said:
            raise NotValid(fields={name: _("This cell is needed.")})
        return said

    def day(self, name: str) -> date | None:
        """A day, written 2026-01-31, 2026/1/31, 20260131 or in Chinese."""
        said = self.said(name)
        if not said:
            return None
        text = said.translate(_DATE_SIGNS)
        if text.isdecimal() and len(text) == 8:
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            year, month, day = (int(part) for part in text.split("-"))
            return date(year, month, day)
        except ValueError:
            raise NotValid(fields={name: _("This is no day. Write it as 2026-01-31.")}) from None

    def flag(self, name: str) -> bool | None:
        """Yes or no."""
        said = self.said(name)
        if said is None:
            return None
        if said.lower() in YES or said.lower() in NO:
            return said.lower() in YES
        raise NotValid(fields={name: _("Write yes or no.")})

    def whole(self, name: str, *, most: int) -> int | None:
        """A whole number, up to so many."""
        said = self.said(name)
        if not said:
            return None
        if not (said.isdecimal() and len(said) <= 9 and int(said) <= most):
            raise NotValid(fields={name: format_lazy(_("Write a whole number up to {most}."), most=most)})
        return int(said)

    def several(self, name: str) -> list[str] | None:
        """Several codes in one cell, apart by blanks, commas or semicolons; each once."""
        said = self.said(name)
        return None if said is None else list(dict.fromkeys(said.translate(_BETWEEN).split()))

    def choice(self, name: str, choices: Mapping[str, Sentence]) -> str | None:
        """One of the choices, by its key or by its name in any language of the city."""
        said = self.said(name)
        if not said:
            return None
        wanted = plain_header(said)
        for key, words in choices.items():
            if wanted == plain_header(key) or wanted in {plain_header(word) for word in _in_all_languages(words)}:
                return key
        raise NotValid(fields={name: format_lazy(_("This is none of: {choices}."), choices=", ".join(choices))})


@dataclass(frozen=True)
class Table:
    """The rows of a file, how it calls its columns, and which of them nobody reads."""

    rows: list[Row]
    heads: Mapping[str, str] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def read_table(content: bytes, known: Mapping[str, tuple[str, ...]], *, needed: Iterable[str]) -> Table:
    """The table in a CSV file, in UTF-8 with or without a mark, or in GB18030. `known` tells each column's names.

    Raises NotValid for a file that is no table: not decodable, without a header or a needed column, or with a row
    longer than the header, which is named.
    """
    if not content.removeprefix(BOM_UTF8).strip():
        raise NotValid(_("The file is empty."))
    lines = content.splitlines(keepends=True)
    found = rows_of(lines, encoding=_encoding_of(content))
    number, header = next(found, (1, []))
    columns, others = columns_of(header, known, needed=needed)
    rows = []
    for number, cells in found:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            raise NotValid(format_lazy(_("Row {row} has more cells than the header has columns."), row=number))
        told = {
            name: unsafe_cell(cells[place].strip()) if place < len(cells) else "" for name, place in columns.items()
        }
        if any(told.values()):
            rows.append(Row(number, told))
    heads = {name: header[place].strip("\ufeff ") for name, place in columns.items()}
    return Table(rows, heads, [name for name in others.values() if name])


def _encoding_of(content: bytes) -> str:
    """The first encoding in which the whole file can be read; where there is none, UTF-8 tells where it breaks."""
    for encoding in ENCODINGS:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ENCODINGS[0]


def _in_all_languages(words: Sentence) -> list[str]:
    told = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told.append(str(words))
    return told
