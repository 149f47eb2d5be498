"""How a table of a city is read from a CSV file: its records with their numbers, and the sentence that names the broken
one. The header is row 1; a cell may hold line breaks, so a row is a record and not a line."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.bigrams import fold
from civic.lib.refusals import NotValid, Sentence

ENCODING = "utf-8-sig"
MARKS = {ord(sign): None for sign in " \t_-·.()（）[]【】/：:*'\"\u3000\ufeff"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NEVER_KEPT = re.compile("[\0\ud800-\udfff]")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # East Asian spreadsheets read wide signs too


def rows_of(lines: Iterable[bytes], *, encoding: str = ENCODING) -> Iterator[tuple[int, list[str]]]:
    """Every record of the file with its number; empty ones are left out. Raises NotValid, naming the broken row."""
    reader = csv.reader(_decoded(lines, encoding), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if cells:
                yield row, cells
    except csv.Error as wrong:
        raise NotValid(_csv_fault(row + 1, str(wrong))) from None


def is_utf_16(beginning: bytes) -> bool:
    """Is this the beginning of a text in UTF-16, with its mark or without?"""
    return beginning.startswith(UTF_16) or b"\0" in beginning.partition(b"\n")[0]


def can_be_kept(text: str) -> bool:
    """Can a database keep this text? JSON may write NUL and halves of signs, which none keeps."""
    return not _NEVER_KEPT.search(text)


def _decoded(lines: Iterable[bytes], encoding: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if number == 1 and is_utf_16(line):
            raise NotValid(_("The file is written in UTF-16. Save it as CSV in UTF-8 and import it again."))
        try:
            text = line.decode(encoding if number == 1 else encoding.removesuffix("-sig"))
        except UnicodeDecodeError:
            told = _(
                "Row {row} is not written in {encoding}. Save the file as CSV in UTF-8, or name its encoding, "
                "such as gb18030."
            )
            raise NotValid(format_lazy(told, row=number, encoding=encoding.removesuffix("-sig").upper())) from None
        except LookupError:
            raise NotValid(format_lazy(_("There is no encoding called {encoding}."), encoding=encoding)) from None
        yield text.replace("\0", "") if "\0" in text else text


def _csv_fault(row: int, wrong: str) -> Sentence:
    if "field larger" in wrong:
        told = _(
            "Row {row} has a cell of more than {most} signs. Shorten it, or close the quotation mark that opens there."
        )
        return format_lazy(told, row=row, most=csv.field_size_limit())
    if "unexpected end" in wrong:
        return format_lazy(
            _(
                "Row {row}: a quotation mark opens and never closes. The file is cut off, or a mark is missing. "
                "Mend that row and import the file again."
            ),
            row=row,
        )
    return format_lazy(_("Row {row} cannot be read as CSV: {reason}."), row=row, reason=wrong)


def plain_header(header: str) -> str:
    """A header with widths, case, traditional forms, blanks and marks evened out."""
    return fold(header).translate(MARKS)


def columns_of(
    header: list[str], known: Mapping[str, tuple[str, ...]], *, needed: Iterable[str]
) -> tuple[dict[str, int], dict[int, str]]:
    """Which column holds which field, and what the other columns are called. Raises NotValid for a file without the
    needed columns, or with two for one field."""
    meant = {plain_header(name): field for field, names in known.items() for name in names}
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    for index, name in enumerate(header):
        field = meant.get(plain_header(name))
        if field is None:
            others[index] = name.strip()
        elif field in columns:
            told = _("Two columns of the header are read alike: “{one}” and “{other}”. Leave one of them out.")
            raise NotValid(format_lazy(told, one=header[columns[field]].strip(), other=name.strip()))
        else:
            columns[field] = index
    missing = [field for field in needed if field not in columns]
    if missing:
        told = _("Row 1 must be the header, and it lacks: {missing}. It has: {header}.")
        shown = ", ".join(name.strip() for name in header)
        raise NotValid(
            format_lazy(told, missing=", ".join(" / ".join(known[field][:2]) for field in missing), header=shown[:200])
        )
    return columns, others


def safe_cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    if text.startswith(FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


class _Echo:
    """What a writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def sheet_lines(header: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table as the lines of a CSV file that is sent while it is read, however long it is; the mark at its start is
    for spreadsheets, and no cell is taken for a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def write_sheet(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> int:
    """A table as a CSV file that spreadsheets open as it is meant. Tells how many rows; raises OSError."""
    count = 0
    with path.open("w", encoding=ENCODING, newline="") as file:  # the mark at the start is for spreadsheets
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([safe_cell(_as_cell(value)) for value in row])
            count += 1
    return count


def _as_cell(value: object) -> object:
    """Days as they are, yes and no as 1 and 0, what has parts as JSON."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return value


def unsafe_cell(text: str) -> str:
    """What stood in the cell before it was made safe for spreadsheets."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text[1:2].isdigit()
