"""Takes a table in through acts, row by row: all of it or nothing, and a trial says the same as the deed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid, Refused, Sentence
from civic.lib.tables import Row, Table


class Word(StrEnum):
    """What a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


Changes = Mapping[str, tuple[Any, Any] | None]
"""Each part that changes, with what it was and what it is; nothing beside it for what a report must not repeat."""


@dataclass(frozen=True)
class Outcome:
    """What a row did to which thing, and what changed in it."""

    word: Word
    name: str
    changes: Changes = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """A row that cannot be taken in, the column as the file calls it, and why."""

    row: int
    column: str
    sentence: Sentence


@dataclass
class Report:
    """What taking a table in did, or would do."""

    is_check: bool
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: list[tuple[int, Outcome]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        """Does the city hold it now?"""
        return not self.is_check and not self.faults


TakeRow = Callable[[Row], Outcome]


def take_in(
    table: Table, take: TakeRow, *, once: Sequence[str], is_check: bool, finish: Callable[[], None] | None = None
) -> Report:
    """Give every row to `take`, which acts and says what it did; then undo it all for a trial or a single fault.

    No two rows may say the same in the columns `once`. `finish` may act when every row is there.
    """
    report = Report(is_check=is_check, unread=table.unread)
    seen: dict[tuple[str, ...], int] = {}
    with transaction.atomic():
        for row in table.rows:
            first = seen.setdefault(tuple(row.cells.get(name, "") for name in once), row.number)
            if first != row.number:
                told = format_lazy(_("Row {row} is about the same already. Leave one of them out."), row=first)
                report.faults.append(Fault(row.number, table.heads.get(once[0], ""), told))
                continue
            _take(report, table, row, take)
        if finish is not None and not report.faults:
            finish()
        transaction.set_rollback(not report.is_written)
    return report


def _take(report: Report, table: Table, row: Row, take: TakeRow) -> None:
    try:
        with transaction.atomic():
            outcome = take(row)
    except NotValid as refused:
        told = refused.fields or {"": [str(refused)]}
        report.faults += [
            Fault(row.number, table.heads.get(name, name), sentence)
            for name, sentences in told.items()
            for sentence in sentences
        ]
    except Refused as refused:
        report.faults.append(Fault(row.number, "", refused.sentence))
    else:
        report.counts[outcome.word] += 1
        report.outcomes.append((row.number, outcome))
