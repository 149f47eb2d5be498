"""import_messages FILE.csv: bring a city's earlier messages and replies in, each through the same acts as a report on
the web."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.rules import Kind, Source
from civic.handling.actions import record
from civic.lib.message_file import (
    MessageFile,
    NotReadable,
    Skipped,
    add_file_arguments,
    skipped_in_lines,
    why_skipped,
    write_skipped,
)
from civic.lib.refusals import Refused
from civic.offices.models import Matter
from civic.offices.queries import matters_by_name

COLUMNS = ("id", "title", "text", "created", "reply", "replied", "category")
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


class Command(BaseCommand):
    help = (
        "Bring in a city's earlier messages: id, title, text, created, optional reply, replied, category. "
        "Can be stopped and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what its columns are called, and what to leave open."""
        add_file_arguments(parser, COLUMNS)
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

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and bring in row by row: each message with its reply, or nothing of it."""
        started = time.monotonic()
        try:
            self._bring_all(MessageFile.given(options, COLUMNS), options, started)
        except NotReadable as wrong:
            raise CommandError(str(wrong)) from None

    def _bring_all(self, file: MessageFile, options: dict[str, Any], started: float) -> None:
        source = options["source"] or file.path.stem
        matters = matters_by_name()
        tally: Counter[str] = Counter()
        skipped: list[tuple[int, str, str]] = []
        total = max(1, file.path.stat().st_size)
        for number, (read, row) in enumerate(file.rows(), start=1):
            try:
                message = self._message(file, row, read, without_replies=options["without_replies"])
                tally[
                    self._bring_in(message, source=source, matter=matters.get(message.category), kind=options["kind"])
                ] += 1
            except (Skipped, Refused) as reason:
                skipped.append((read, str(row.get(options["id"], "") or ""), why_skipped(reason)))
            if number % 50 == 0:
                self._show_progress(number, file.position / total)
        self._show_progress(sum(tally.values()) + len(skipped), 1.0, done=True)
        self._report(tally, skipped, options["skipped"], seconds=time.monotonic() - started)

    def _message(self, file: MessageFile, row: dict[str, str | None], line: int, *, without_replies: bool) -> Message:
        """A row, read. Raises Skipped with what is wrong."""
        file.demand_message(row)
        created = file.moment(row, "created")
        reply, replied = ("", None) if without_replies else (file.cell(row, "reply"), None)
        if reply:
            replied = file.moment(row, "replied")
            if replied < created:
                late = file.cell(row, "replied"), file.cell(row, "created")
                raise Skipped(f"The reply is older than the message ({late[0]} before {late[1]}).")
        return Message(
            line=line,
            ref=file.cell(row, "id"),
            title=file.title(row),
            text=file.cell(row, "text"),
            created=created,
            reply=reply,
            replied=replied,
            category=file.cell(row, "category"),
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
        for line in skipped_in_lines(skipped, is_written=where is not None):
            self.stdout.write(line)
        if where is not None:
            write_skipped(where, skipped)
