"""A file of an earlier platform's messages, read row by row: columns as they are called there, what is wrong told by
line and reason."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from civic.lib.plain_text import clean_line, shortened
from civic.lib.refusals import NotValid

DATE_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
TITLE_LONGEST = 120
YEAR_LEAST = 1990
TOLD_MOST = 20


class Skipped(Exception):
    """A row that cannot be brought in, with the reason in a sentence."""


class NotReadable(Exception):
    """The file cannot be read at all, with what to try."""


def write_skipped(path: Path, skipped: Iterable[tuple[int, str, str]]) -> None:
    """The rows that were left out, for whoever mends them."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["line", "id", "reason"])
        writer.writerows(skipped)


def add_file_arguments(parser: ArgumentParser, columns: Sequence[str]) -> None:
    """The file, what its columns are called, how it is written, and where the rows go that were left out."""
    parser.add_argument("file", type=Path)
    for name in columns:
        parser.add_argument(
            f"--{name}", default=name, metavar="COLUMN", help=f"column that holds the {name} (usually “{name}”)"
        )
    parser.add_argument("--encoding", default="utf-8-sig")
    parser.add_argument("--delimiter", default=",")
    parser.add_argument(
        "--skipped", type=Path, help="also write the skipped rows, with line and reason, to this CSV file"
    )


def why_skipped(reason: Exception) -> str:
    """What is wrong with a row, by field where it is a matter of fields."""
    if not isinstance(reason, NotValid):
        return str(reason)
    return "; ".join(f"{name}: {' '.join(map(str, said))}" for name, said in reason.fields.items()) or str(reason)


def skipped_in_lines(skipped: Sequence[tuple[int, str, str]], *, is_written: bool) -> Iterator[str]:
    """The first rows that were left out, in words, and how many more there are."""
    for line, ref, reason in skipped[:TOLD_MOST]:
        yield f"  line {line}, id {ref or '-'}: {reason}"
    if len(skipped) > TOLD_MOST:
        hint = "" if is_written else " (name a file with --skipped to have them all)"
        yield f"  … and {len(skipped) - TOLD_MOST:,} more{hint}."


@dataclass
class MessageFile:
    """The file, and what its columns are called."""

    path: Path
    columns: Mapping[str, str]  # ours: theirs
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    position: int = field(default=0, init=False)  # read so far, in bytes

    @classmethod
    def given(cls, options: Mapping[str, Any], columns: Sequence[str]) -> "MessageFile":
        """The file a command was given. Raises NotReadable where there is none."""
        path: Path = options["file"]
        if not path.is_file():
            raise NotReadable(f"There is no file {path}.")
        called = {name: options[name] for name in columns}
        return cls(path, called, encoding=options["encoding"], delimiter=options["delimiter"])

    def rows(self) -> Iterator[tuple[int, dict[str, str | None]]]:
        """Each row with the line it begins on. Raises NotReadable."""
        with self.path.open(encoding=self.encoding, newline="", errors="strict") as handle:
            reader = csv.DictReader(self._counted(handle), delimiter=self.delimiter)
            try:
                wanted = [self.columns[name] for name in ("id", "text", "created")]
                missing = [name for name in wanted if name not in (reader.fieldnames or [])]
                if missing:
                    raise NotReadable(
                        f"The file has no column {', '.join(missing)}. It has: {', '.join(reader.fieldnames or [])}. "
                        "Name yours with --id, --text, --created …"
                    )
                begins = reader.line_num + 1
                for row in reader:
                    yield begins, row
                    begins = reader.line_num + 1
            except UnicodeDecodeError as wrong:
                raise NotReadable(
                    f"The file is not written in {self.encoding} ({wrong.reason} at byte {wrong.start}). "
                    "Try --encoding gb18030."
                ) from None
            except csv.Error as wrong:
                raise NotReadable(f"Line {reader.line_num} cannot be read as CSV: {wrong}.") from None

    def _counted(self, handle: Any) -> Iterator[str]:
        for text in handle:
            self.position += len(text.encode("utf-8", "replace"))
            yield text.replace("\0", "")

    def cell(self, row: Mapping[str, str | None], name: str) -> str:
        """What a row says under one of our names."""
        return (row.get(self.columns[name]) or "").strip()

    def title(self, row: Mapping[str, str | None]) -> str:
        """The title, as long as one may be."""
        return shortened(clean_line(self.cell(row, "title")), TITLE_LONGEST)

    def demand_message(self, row: Mapping[Any, Any]) -> None:
        """Raises Skipped for a row that is none."""
        if None in row:
            raise Skipped("The row has more cells than the head has columns.")
        if not self.cell(row, "id"):
            raise Skipped("The row has no id.")
        if not self.cell(row, "text"):
            raise Skipped("The message is empty.")

    def number(self, row: Mapping[str, str | None], name: str) -> int | None:
        """A number of the row, None where it says none. Raises Skipped for anything else, and for one below none."""
        text = self.cell(row, name)
        if text and not text.isdecimal():
            raise Skipped(f"“{name}” is no number: {text[:40]!r}.")
        return int(text) if text else None

    def moment(self, row: Mapping[str, str | None], name: str) -> datetime:
        """A date of the row. Raises Skipped for one that is missing, unreadable, to come, or too old to be true."""
        text = self.cell(row, name)
        if not text:
            raise Skipped(f"The row has no date in “{name}”.")
        for form in DATE_FORMATS:
            try:
                moment = timezone.make_aware(datetime.strptime(text, form))
            except ValueError:
                continue
            if moment > timezone.now():
                raise Skipped(f"The date in “{name}” has not come yet: {text}.")
            if moment.year < YEAR_LEAST:
                raise Skipped(f"The date in “{name}” is too old to be true: {text}.")
            return moment
        raise Skipped(
            f"The date in “{name}” cannot be read: {text[:40]!r}. "
            "It looks like 2019-04-25 09:32:09 or 2019/4/25 9:32:09."
        )
