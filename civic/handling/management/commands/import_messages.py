"""import_messages FILE.csv: bring a city's earlier messages and replies in, each through the same acts as a report on
the web."""

import csv
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.rules import Kind, Source
from civic.handling.actions import record
from civic.lib.plain_text import clean_line, shortened
from civic.lib.refusals import NotValid, Refused
from civic.offices.models import Matter

DATE_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
TITLE_LONGEST = 120
MESSAGE_LONGEST = 20_000


@dataclass(frozen=True)
class Message:
    """One row of the file, read and found good."""

    line: int
    ref: str
    title: str
    text: str
    created: datetime
    reply: str
    replied: datetime | None
    category: str


class Skipped(Exception):
    """A row that cannot be brought in, with the reason in a sentence."""


class Command(BaseCommand):
    help = (
        "Bring in a city's earlier messages: id, title, text, created, optional reply, replied, category. "
        "Can be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what its columns are called, and what to leave open."""
        parser.add_argument("file", type=Path)
        for name, usual in (
            ("id", "id"),
            ("title", "title"),
            ("text", "text"),
            ("created", "created"),
            ("reply", "reply"),
            ("replied", "replied"),
            ("category", "category"),
        ):
            parser.add_argument(
                f"--{name}", default=usual, metavar="COLUMN", help=f"column that holds the {name} (usually “{usual}”)"
            )
        parser.add_argument("--encoding", default="utf-8-sig")
        parser.add_argument("--delimiter", default=",")
        parser.add_argument(
            "--kind", default=Kind.COMPLAINT, choices=[kind for kind in Kind.values if kind != Kind.MISCONDUCT]
        )
        parser.add_argument(
            "--source", default="", help="name of the source; ids are unique within it (else the file's name)"
        )
        parser.add_argument(
            "--without-replies",
            action="store_true",
            help="leave the replies out, so that every message is open for work",
        )
        parser.add_argument(
            "--skipped", type=Path, help="also write the skipped rows, with line and reason, to this CSV file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and bring in row by row: each message with its reply, or nothing of it."""
        started = time.monotonic()
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        source = options["source"] or file.stem
        matters = {
            name: matter
            for matter in Matter.objects.filter(is_active=True)
            for name in (matter.code, matter.name_zh_hans, matter.name_zh_hant, matter.name_en)
            if name
        }
        tally: Counter[str] = Counter()
        skipped: list[tuple[int, str, str]] = []
        total = max(1, file.stat().st_size)
        for number, (read, row) in enumerate(self._rows(file, options), start=1):
            try:
                message = self._message(row, read, options)
                tally[
                    self._bring_in(message, source=source, matter=matters.get(message.category), kind=options["kind"])
                ] += 1
            except (Skipped, Refused) as reason:
                told = (
                    "; ".join(f"{name}: {' '.join(sentences)}" for name, sentences in reason.fields.items())
                    if isinstance(reason, NotValid)
                    else ""
                )
                skipped.append((read, str(row.get(options["id"], "") or ""), told or str(reason)))
            if number % 50 == 0:
                self._show_progress(number, self._position / total)
        self._show_progress(sum(tally.values()) + len(skipped), 1.0, done=True)
        self._report(tally, skipped, options["skipped"], seconds=time.monotonic() - started)

    _position = 0

    def _rows(self, file: Path, options: dict[str, Any]) -> Iterator[tuple[int, dict[str, str | None]]]:
        """Each row with the line it begins on."""
        with file.open(encoding=options["encoding"], newline="", errors="strict") as handle:
            reader = csv.DictReader(self._counted(handle), delimiter=options["delimiter"])
            try:
                wanted = [options[name] for name in ("id", "text", "created")]
                missing = [name for name in wanted if name not in (reader.fieldnames or [])]
                if missing:
                    raise CommandError(
                        f"The file has no column {', '.join(missing)}. It has: {', '.join(reader.fieldnames or [])}. "
                        "Name yours with --id, --text, --created …"
                    )
                begins = reader.line_num + 1
                for row in reader:
                    yield begins, row
                    begins = reader.line_num + 1
            except UnicodeDecodeError as wrong:
                raise CommandError(
                    f"The file is not written in {options['encoding']} ({wrong.reason} at byte {wrong.start}). "
                    "Try --encoding gb18030."
                ) from None
            except csv.Error as wrong:
                raise CommandError(f"Line {reader.line_num} cannot be read as CSV: {wrong}.") from None

    def _counted(self, handle: Any) -> Iterator[str]:
        for text in handle:
            self._position += len(text.encode("utf-8", "replace"))
            yield text.replace("\0", "")

    def _message(self, row: dict[str, str | None], line: int, options: dict[str, Any]) -> Message:
        """A row, read. Raises Skipped with what is wrong."""

        def cell(name: str) -> str:
            return (row.get(options[name]) or "").strip()

        if None in row:
            raise Skipped("The row has more cells than the head has columns.")
        if not cell("id"):
            raise Skipped("The row has no id.")
        if not cell("text"):
            raise Skipped("The message is empty.")
        created = self._moment(cell("created"), "created")
        reply, replied = ("", None) if options["without_replies"] else (cell("reply"), None)
        if reply:
            replied = self._moment(cell("replied"), "replied")
            if replied < created:
                raise Skipped(f"The reply is older than the message ({cell('replied')} before {cell('created')}).")
        title = shortened(clean_line(cell("title")), TITLE_LONGEST)
        return Message(
            line=line,
            ref=cell("id"),
            title=title,
            text=cell("text"),
            created=created,
            reply=reply,
            replied=replied,
            category=cell("category"),
        )

    def _moment(self, text: str, name: str) -> datetime:
        if not text:
            raise Skipped(f"The row has no date in “{name}”.")
        for form in DATE_FORMATS:
            try:
                moment = timezone.make_aware(datetime.strptime(text, form))
            except ValueError:
                continue
            if moment > timezone.now():
                raise Skipped(f"The date in “{name}” has not come yet: {text}.")
            if moment.year < 1990:
                raise Skipped(f"The date in “{name}” is too old to be true: {text}.")
            return moment
        raise Skipped(
            f"The date in “{name}” cannot be read: {text[:40]!r}. "
            "It looks like 2019-04-25 09:32:09 or 2019/4/25 9:32:09."
        )

    def _bring_in(self, message: Message, *, source: str, matter: Matter | None, kind: str) -> str:
        """One message and its reply in one transaction; a message that is here already is left as it is."""
        ref = f"{source}:{message.ref}"[:80]
        if Case.objects.filter(source=Source.IMPORT, source_ref=ref).exists():
            return "already here"
        given = ReportGiven(kind=kind, text=message.text, title=message.title, matter=matter)
        with transaction.atomic():
            case = file_case(
                given, source=Source.IMPORT, source_ref=ref, at=message.created, longest=MESSAGE_LONGEST
            ).case
            if message.reply and message.replied is not None:
                record(case, text=message.reply, at=message.replied)
        return "with reply" if message.reply else "open"

    def _show_progress(self, rows: int, share: float, *, done: bool = False) -> None:
        if not sys.stderr.isatty() and not done:
            return
        filled = int(min(share, 1.0) * 30)
        self.stderr.write(
            f"\r[{'#' * filled}{'.' * (30 - filled)}] {min(share, 1.0):4.0%}  {rows:,} rows",
            ending="\n" if done else "",
        )

    def _report(
        self, tally: Counter[str], skipped: list[tuple[int, str, str]], where: Path | None, *, seconds: float
    ) -> None:
        self.stdout.write(
            f"{tally['with reply'] + tally['open']:,} messages in "
            f"({tally['with reply']:,} with their reply, {tally['open']:,} open), "
            f"{tally['already here']:,} were here already, {len(skipped):,} skipped, {seconds:.1f} s."
        )
        for line, ref, reason in skipped[:20]:
            self.stdout.write(f"  line {line}, id {ref or '-'}: {reason}")
        if len(skipped) > 20:
            self.stdout.write(
                f"  … and {len(skipped) - 20:,} more"
                f"{'' if where else ' (name a file with --skipped to have them all)'}."
            )
        if where is not None:
            with where.open("w", encoding="utf-8-sig", newline="") as handle:
                writer = csv.writer(handle)
                writer.writerow(["line", "id", "reason"])
                writer.writerows(skipped)
