"""When each row of the clock is due, with what held it and what was put off."""

from collections.abc import Sequence
from datetime import datetime

from civic.cases.models import Case, Deadline, DeadlineKind
from civic.cases.rules.clock import (
    Term,
    chained,
)
from civic.offices.queries import (
    by_workdays,
    calendar_number,
    due_after,
    is_tentative,
    workdays_between,
)
from civic.offices.rules import Unit


def reckon(rows: Sequence[Deadline]) -> None:
    """Set the days of everything open; the answer is due when the last stage is."""
    number = calendar_number()  # asked first: what is reckoned by a newer calendar is at worst reckoned once more
    stages = [row for row in rows if row.kind == DeadlineKind.STAGE and row.done_at is None]
    _reckon_stages([row for row in rows if row.kind == DeadlineKind.STAGE])
    last = stages[-1] if stages else None
    for row in rows:
        if row.done_at is not None:
            continue
        row.calendar = number
        if row.kind == DeadlineKind.ANSWER and last is not None:
            row.starts_at, row.due_at, row.is_tentative = last.starts_at, last.due_at, last.is_tentative
        elif row.kind not in (DeadlineKind.STAGE, DeadlineKind.DEMAND):
            row.due_at = _deferred(row, _reckoned(row))
            row.is_tentative = _may_move(row)


def _reckoned(row: Deadline) -> datetime:
    return due_after(row.starts_at, row.amount, row.unit, stood=_pause_of(row), held=holds_of(row))


def _reckon_stages(stages: Sequence[Deadline]) -> None:
    """One after the other; those that are open stood still together."""
    first = next((row for row in stages if row.done_at is None), None)
    stood, held = (_pause_of(first), holds_of(first)) if first else (None, [])
    terms = [Term(row.amount, row.unit, row.starts_at, row.due_at, row.done_at) for row in stages]
    spans = chained(terms, reckon=lambda starts, amount, unit: due_after(starts, amount, unit, stood=stood, held=held))
    may_move = False
    for row, (starts, due) in zip(stages, spans, strict=True):
        row.starts_at, row.due_at = starts, due
        if row.done_at is None:
            row.due_at = _deferred(row, due)
            row.is_tentative = may_move = may_move or _may_move(row)


def _deferred(row: Deadline, due: datetime) -> datetime:
    """The later of the day reckoned and the day granted; a pause or an incident that began after the grant leaves as
    many working days after it as were left before."""
    if row.deferred_at is None or row.deferred_to is None:
        return due
    stood, granted = _pause_of(row), row.deferred_to
    for since, until in sorted([*holds_of(row), *([stood] if stood else [])]):
        if row.deferred_at <= since < granted:
            granted = by_workdays(until, workdays_between(since, granted))
    return max(due, granted)


def _pause_of(row: Deadline) -> tuple[datetime, datetime] | None:
    return (row.stood_from, row.stood_until) if row.stood_from and row.stood_until else None


def holds_of(row: Deadline) -> list[tuple[datetime, datetime]]:
    """From when to when incidents held the clock of a row."""
    return [(datetime.fromisoformat(since), datetime.fromisoformat(until)) for since, until in row.held or []]


def is_held(row: Deadline, at: datetime) -> bool:
    """Does an incident hold the clock of a row at this moment?"""
    return any(since <= at < until for since, until in holds_of(row))


def held_from(case: Case, at: datetime) -> list[list[str]] | None:
    """The hold of a row that begins now: an incident may hold the clock of its case."""
    if case.held_until is None or case.held_until <= at:
        return None
    return [[at.isoformat(), case.held_until.isoformat()]]


def _may_move(row: Deadline) -> bool:
    if row.deferred_to is not None and row.due_at == row.deferred_to:
        return False  # a day that was named stays
    return row.unit != Unit.URGENT_HOURS and is_tentative(row.starts_at, row.due_at)
