"""import_round FILE.csv --slug … --name … --source … --by …: bring a past round in from another platform, each message
through the same acts as a suggestion on the web."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.cases.actions import ReportGiven, file_case
from civic.cases.models import Case
from civic.cases.rules import Kind, Source
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
from civic.suggestions.actions import RoundGiven, bring_in, sort_round, take_over_round
from civic.suggestions.models import Round
from civic.suggestions.rules.phases import Phase, Span

COLUMNS = ("id", "title", "text", "created", "likes", "category")
LANGUAGES = ("zh-hans", "zh-hant", "en")
MESSAGE_LONGEST = 20_000


@dataclass(frozen=True)
class Message:
    """One row of the file, read and found good."""

    line: int
    ref: str
    title: str
    text: str
    created: datetime
    likes: int | None
    category: str


class Command(BaseCommand):
    help = (
        "Bring in a past round of suggestions from another platform: id, title, text, created, optional likes, "
        "category. Its likes are told as likes at the source and never count as supports. Can be run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, what its columns are called, and what the round is."""
        add_file_arguments(parser, COLUMNS)
        parser.add_argument("--slug", required=True, help="address of the round's page; the same one again adds to it")
        parser.add_argument("--name", required=True, dest="called", help="its name, in simplified Chinese")
        parser.add_argument("--name-hant", default="", help="its name in traditional Chinese (else the same)")
        parser.add_argument("--name-en", default="", help="its name in English (else the same)")
        parser.add_argument("--source", required=True, help="the platform it comes from; everybody reads this name")
        parser.add_argument("--by", required=True, help="handle of the official in whose name the round is shown")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all, show the round, bring in row by row, find words and likenesses."""
        started = time.monotonic()
        skipped: list[tuple[int, str, str]] = []
        try:
            messages = self._read(MessageFile.given(options, COLUMNS), skipped)
        except NotReadable as wrong:
            raise CommandError(str(wrong)) from None
        if not messages:
            raise CommandError(f"There is nothing in {options['file']} that can be brought in. {self._first(skipped)}")
        known = self._round(messages, options)
        tally = self._bring_all(messages, known, skipped)
        words = sort_round(known)
        self.stdout.write(
            f"{tally['in']:,} suggestions in, {tally['already here']:,} were here already, {len(skipped):,} skipped, "
            f"{words} words to look by, {time.monotonic() - started:.1f} s: /suggestions/rounds/{known.slug}/"
        )
        self._report(skipped, options["skipped"])

    def _read(self, file: MessageFile, skipped: list[tuple[int, str, str]]) -> list[Message]:
        found: list[Message] = []
        for line, row in file.rows():
            try:
                file.demand_message(row)
                found.append(
                    Message(
                        line=line,
                        ref=file.cell(row, "id"),
                        title=file.title(row),
                        text=file.cell(row, "text"),
                        created=file.moment(row, "created"),
                        likes=file.number(row, "likes"),
                        category=file.cell(row, "category"),
                    )
                )
            except Skipped as reason:
                skipped.append((line, file.cell(row, "id"), str(reason)))
        return found

    def _round(self, messages: list[Message], options: dict[str, Any]) -> Round:
        """The round of this address, taken over now unless it was before."""
        by = Person.objects.filter(handle=options["by"]).first()
        if by is None:
            raise CommandError(f"Nobody here has the handle {options['by']}.")
        known = Round.objects.filter(slug=options["slug"]).first()
        if known is not None and known.taken_from != options["source"]:
            raise CommandError(f"Another round has the address {known.slug} already. Choose another --slug.")
        if known is not None:
            return known
        try:
            return take_over_round(_given(messages, options), source=options["source"], by=by, at=timezone.now())
        except Refused as refused:
            raise CommandError(why_skipped(refused)) from None

    def _bring_all(self, messages: list[Message], known: Round, skipped: list[tuple[int, str, str]]) -> Counter[str]:
        matters = matters_by_name()
        tally: Counter[str] = Counter()
        for number, message in enumerate(messages, start=1):
            try:
                tally[_bring_in(message, known, matters.get(message.category))] += 1
            except Refused as reason:
                skipped.append((message.line, message.ref, why_skipped(reason)))
            if sys.stderr.isatty() and number % 50 == 0:
                self.stderr.write(f"\r{number:,} of {len(messages):,}", ending="")
        return tally

    def _first(self, skipped: list[tuple[int, str, str]]) -> str:
        return f"Line {skipped[0][0]}: {skipped[0][2]}" if skipped else ""

    def _report(self, skipped: list[tuple[int, str, str]], where: Path | None) -> None:
        for line in skipped_in_lines(skipped, is_written=where is not None):
            self.stdout.write(line)
        if where is not None:
            write_skipped(where, skipped)


def _bring_in(message: Message, known: Round, matter: Matter | None) -> str:
    """One message in one transaction; what is here already is left as it is."""
    ref = f"{known.slug}:{message.ref}"[:80]
    if Case.objects.filter(source=Source.IMPORT, source_ref=ref).exists():
        return "already here"
    given = ReportGiven(kind=Kind.SUGGESTION, text=message.text, title=message.title, matter=matter, invitation=known)
    with transaction.atomic():
        filed = file_case(given, source=Source.IMPORT, source_ref=ref, at=message.created, longest=MESSAGE_LONGEST)
        bring_in(filed.case, likes=message.likes, at=timezone.now())
    return "in"


def _given(messages: list[Message], options: dict[str, Any]) -> RoundGiven:
    """The round as the file tells it: from the day of the first message to that of the last, in three languages."""
    first, last = (localtime(pick(one.created for one in messages)) for pick in (min, max))
    ends = min(_midnight(last) + timedelta(days=1, microseconds=-1), localtime(timezone.now()))
    names = {"zh-hans": options["called"], "zh-hant": options["name_hant"], "en": options["name_en"]}
    topics, thens = {}, {}
    for tongue in LANGUAGES:
        with translation.override(tongue):
            topics[tongue] = _(
                "What people handed in on %(source)s, taken over as it was read there. The likes are those it had "
                "there; nobody made sure who gave them, so they count as no support here."
            ) % {"source": options["source"]}
            thens[tongue] = _(
                "This round is over. Look through it, and hand in anew what the city should still take up: what is "
                "handed in here is answered."
            )
    return RoundGiven(
        slug=options["slug"],
        names={tongue: name or options["called"] for tongue, name in names.items()},
        topics=topics,
        thens=thens,
        spans=[Span(Phase.COLLECTING.value, _midnight(first), ends)],
    )


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
