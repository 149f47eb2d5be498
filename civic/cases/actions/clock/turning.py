"""The clock turns with each move: what is due next, the one pause, what goes on."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from civic.cases.actions.clock.reckoning import held_from, is_held, reckon
from civic.cases.actions.clock.rows import rows_of, take_over, write_rows
from civic.cases.models import Case, Deadline, DeadlineKind
from civic.cases.rules import AT_WORK, CLOSED_STATES, WITH_THE_OFFICE, State
from civic.cases.rules.clock import (
    ASKED_STATES,
    PAUSE_DAYS,
    may_stand,
    pause_ends,
    step_days,
    step_of,
    waits_for_answer,
)
from civic.cases.rules.moves import WHOLE_WAY
from civic.cases.rules.ratings import MENDABLE
from civic.offices.queries import (
    by_workdays,
    rungs,
)
from civic.offices.rules import Unit


@dataclass(frozen=True)
class Turned:
    """What a turn of the clock adds to the line of the timeline, and to the message."""

    facts: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


def turn(case: Case, *, before: State, at: datetime) -> Turned:
    """The case has come to another state: what that ends is done, what it opens is due. While the resident is asked the
    clock stands still, once a round and a few days at most. The caller writes the case."""
    if case.state == State.MERGED:
        return _stop(case)
    state, rows = State(case.state), rows_of(case)
    case.closed_at = at if state in CLOSED_STATES else None
    if state not in AT_WORK:
        case.defer_to = None  # nobody is left who asks for another day
        case.station = ""  # nor anybody who drafts an answer
    went_on = _go_on(case, rows, at=at) if before in ASKED_STATES else Turned()
    if state in ASKED_STATES:
        went_on = _stand(case, rows, at=at)
    fresh = _next_step(case, rows, before=before, at=at) if step_of(before) != step_of(state) else None
    write_rows(rows)
    if fresh is not None:
        fresh.save(force_insert=True)
        rows.append(fresh)
    take_over(case, rows)
    return went_on


def _stop(case: Case) -> Turned:
    """The case has no day of its own any more: it is answered with another one. What was promised stays in its
    lines."""
    Deadline.objects.filter(case=case, done_at__isnull=True).delete()
    case.closed_at = case.due_at = case.answer_due_at = case.demand_due_at = case.defer_to = None
    case.asked_at = case.stands_until = None
    return Turned()


def step_row(case: Case, state: State, *, days: int, at: datetime) -> Deadline:
    """The row of one step of the desk."""
    return Deadline(
        case=case,
        round=case.round,
        kind=DeadlineKind.STEP,
        key=state,
        amount=days,
        unit=Unit.WORKING_DAYS,
        starts_at=at,
        due_at=at,
        held=held_from(case, at),
    )


def level_rows(case: Case, *, at: datetime) -> list[Deadline]:
    """The levels of the city that are told if a case of the grid stays unanswered, each after its time."""
    if case.cell_id is None or case.kind not in WHOLE_WAY:
        return []
    return [
        Deadline(
            case=case,
            round=case.round,
            kind=DeadlineKind.RUNG,
            number=number,
            key=rung.level,
            amount=rung.amount,
            unit=rung.unit,
            starts_at=at,
            due_at=at,
            held=held_from(case, at),
        )
        for number, rung in enumerate(rungs(), start=1)
    ]


def _next_step(case: Case, rows: list[Deadline], *, before: State, at: datetime) -> Deadline | None:
    """End the step before, and the answer where it was given; the step that begins now, not written yet."""
    state = State(case.state)
    for row in rows:
        if row.done_at is None and _ends_with(row, state):
            row.done_at = at
    if before == State.ANSWERED and state == State.IN_HAND:
        for row in rows:
            if row.kind == DeadlineKind.ANSWER and row.round == case.round:
                row.done_at = None  # sent back: the answer is waited for again, by the day that was promised
                if not is_held(row, at):
                    row.held = [*(row.held or []), *(held_from(case, at) or [])] or None
    days = step_days(before, state)
    if days is None:
        return None
    fresh = step_row(case, state, days=days, at=at)
    reckon([fresh])
    return fresh


def _ends_with(row: Deadline, state: State) -> bool:
    """Is this over once the case comes to another step?"""
    if row.kind == DeadlineKind.TASK:
        return False  # others do it, whatever becomes of the case
    if row.kind == DeadlineKind.REPAIR:
        return state not in MENDABLE  # taken up anew, the case has other days
    if row.kind == DeadlineKind.DEMAND:
        return state not in WITH_THE_OFFICE  # it was said to the office that held the case
    return row.kind == DeadlineKind.STEP or not waits_for_answer(state)


def _stand(case: Case, rows: list[Deadline], *, at: datetime) -> Turned:
    """Stop the clock: every day is set as if the whole pause were used. A second question stops nothing."""
    case.asked_at = at
    if not may_stand(case.pauses):
        return Turned({"clock_runs": True}, {"due": None})
    case.pauses += 1
    case.stands_until = pause_ends(localtime(at), by_workdays(at, PAUSE_DAYS))
    for row in rows:
        if row.done_at is None and row.kind not in (DeadlineKind.DEMAND, DeadlineKind.TASK):  # no pause of theirs
            row.stood_from, row.stood_until = at, case.stands_until
    reckon(rows)
    return Turned({"stands_until": case.stands_until.isoformat()}, {"due": case.stands_until})


def _go_on(case: Case, rows: list[Deadline], *, at: datetime) -> Turned:
    """The clock goes on, unless it did so by itself: of the pause counts what was used."""
    stood, promised = case.stands_until, case.answer_due_at
    case.asked_at = case.stands_until = None
    if stood is None or at >= stood:
        return Turned()
    for row in rows:
        if row.done_at is None and row.stood_from is not None:
            row.stood_until = max(at, row.stood_from)
    reckon(rows)
    take_over(case, rows)
    moved = case.answer_due_at is not None and case.answer_due_at != promised
    return Turned({"until": case.answer_due_at.isoformat()} if moved and case.answer_due_at else {})
