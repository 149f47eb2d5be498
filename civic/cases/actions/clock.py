"""The clock of a case, kept as rows: what is due next, each stage of the limit, the answer, what is demanded; the one
pause; and another day for the answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.actions.pointing import lay_points_anew
from civic.cases.models import BESIDE, Case, Deadline, DeadlineKind, Task
from civic.cases.queries import deferrable
from civic.cases.rules import AT_WORK, CLOSED_STATES, WITH_THE_OFFICE, Kind, State
from civic.cases.rules.clock import (
    ASKED_STATES,
    INQUIRY_DAYS,
    PAUSE_DAYS,
    UNSORTED_ANSWER_DAYS,
    Due,
    Term,
    chained,
    may_stand,
    next_due,
    pause_ends,
    step_days,
    step_of,
    waits_for_answer,
)
from civic.cases.rules.moves import WHOLE_WAY
from civic.cases.rules.named_days import deferral_fault, demand_fault
from civic.cases.rules.ratings import MENDABLE
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.offices.queries import (
    PlanStage,
    by_workdays,
    calendar_number,
    close_of,
    due_after,
    is_tentative,
    is_workday,
    limit_for,
    rungs,
    tentative_year,
    workdays_between,
)
from civic.offices.rules import Unit

_RECKONED = [
    "starts_at",
    "due_at",
    "done_at",
    "stood_from",
    "stood_until",
    "deferred_at",
    "deferred_to",
    "held",
    "is_tentative",
    "calendar",
]


@dataclass(frozen=True)
class Turned:
    """What a turn of the clock adds to the line of the timeline, and to the message."""

    facts: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Promise:
    """What was promised: the facts for the line, and the year whose working days are not known yet."""

    facts: dict[str, Any]
    tentative_year: int | None


def start_clock(case: Case, *, at: datetime) -> Deadline:
    """The first step of a case that is about to be filed, not written yet; the case takes over its day."""
    step = _step(case, State.FILED, days=step_days(State.FILED, State.FILED) or 1, at=at)
    _reckon([step])
    case.due_at = step.due_at
    return step


def promise_answer(case: Case, *, at: datetime, days: int = 0) -> Promise:
    """Start the limit of the answer from now, by matter, condition and grade of the place: a row a stage where there
    are several, and the answer, due when the last of them is; or so many working days, where those were said."""
    stages = (PlanStage("answer", {}, days, Unit.WORKING_DAYS),) if days else _stages_of(case)
    rows = [
        Deadline(kind=DeadlineKind.STAGE, number=number, **_row(case, stage, at=at))
        for number, stage in enumerate(stages, start=1)
    ]
    answer = Deadline(kind=DeadlineKind.ANSWER, **_row(case, stages[-1], at=at))
    rows = [*(rows if len(rows) > 1 else []), answer]
    levels = _levels(case, at=at)
    _reckon([*rows, *levels])
    Deadline.objects.bulk_create([*rows, *levels])
    case.answer_due_at = answer.due_at
    facts: dict[str, Any] = {"until": answer.due_at.isoformat()}
    if case.condition:
        facts["condition"] = case.condition
    if len(rows) > 1:
        facts["stages"] = [
            {"key": row.key, "names": stage_names(row), "until": row.due_at.isoformat()} for row in rows[:-1]
        ]
    return Promise(facts, tentative_year(at, answer.due_at) if answer.is_tentative else None)


def begin_round(case: Case, *, at: datetime) -> Promise:
    """The case is taken up anew: another round, whose clock and pause start afresh."""
    case.round += 1
    case.pauses, case.asked_at, case.stands_until = 0, None, None
    case.returns, case.deferrals, case.deferred_from = 0, 0, None
    case.escalated_to = ""
    case.mended_at = None
    case.cause = None
    case.is_unfounded = False  # it was found so of the round before
    lay_points_anew(case, at=at)
    return promise_answer(case, at=at)


def turn(case: Case, *, before: State, at: datetime) -> Turned:
    """The case has come to another state: what that ends is done, what it opens is due. While the resident is asked the
    clock stands still, once a round and a few days at most. The caller writes the case."""
    if case.state == State.MERGED:
        return _stop(case)
    state, rows = State(case.state), _rows(case)
    case.closed_at = at if state in CLOSED_STATES else None
    if state not in AT_WORK:
        case.defer_to = None  # nobody is left who asks for another day
        case.station = ""  # nor anybody who drafts an answer
    went_on = _go_on(case, rows, at=at) if before in ASKED_STATES else Turned()
    if state in ASKED_STATES:
        went_on = _stand(case, rows, at=at)
    fresh = _next_step(case, rows, before=before, at=at) if step_of(before) != step_of(state) else None
    _write(rows)
    if fresh is not None:
        fresh.save(force_insert=True)
        rows.append(fresh)
    _take_over(case, rows)
    return went_on


def _stop(case: Case) -> Turned:
    """The case has no day of its own any more: it is answered with another one. What was promised stays in its
    lines."""
    Deadline.objects.filter(case=case, done_at__isnull=True).delete()
    case.closed_at = case.due_at = case.answer_due_at = case.demand_due_at = case.defer_to = None
    case.asked_at = case.stands_until = None
    return Turned()


def reach_stage(case: Case, key: str, *, at: datetime) -> Deadline:
    """A stage is reached, and the clock of the next one starts. Raises NotValid for one that is not next, Conflict when
    none is left."""
    rows = _rows(case)
    waiting = [row for row in rows if row.kind == DeadlineKind.STAGE and row.done_at is None]
    if not waiting:
        raise Conflict(_("Every stage of this case has been reported. What is left is the answer."))
    if key not in {row.key for row in waiting}:
        raise NotValid(fields={"stage": _("This stage is not waited for. Choose one from the list.")})
    if key != waiting[0].key:
        first = format_lazy(_("Stages are reported in their order. Report “{stage}” first."), stage=waiting[0].name)
        raise NotValid(fields={"stage": first})
    waiting[0].done_at = at
    _reckon(rows)
    _write(rows)
    _take_over(case, rows)
    return waiting[0]


def ask_for_day(case: Case, day: date, *, at: datetime) -> datetime:
    """The office asks to answer by another day, which somebody else decides; what is promised stays so until then.
    Returns the moment asked for. Raises TooLate once the promised day is over, NotValid for a day that may not be."""
    span = deferrable(case)
    if span is None:
        raise Conflict(_("No answer is waited for in this case."))
    promised, latest = span
    if at > promised:
        late = _("The promised day is over, so it cannot be moved any more. Answer as soon as you can, and say why.")
        raise TooLate(late)
    fault = deferral_fault(day, promised=promised.date(), latest=latest.date())
    if fault or not is_workday(day):
        raise NotValid(fields={"until": fault or _DAY_OFF})
    case.defer_to = close_of(day)
    case.deferrals += 1
    return case.defer_to


def grant_day(case: Case, *, at: datetime) -> tuple[datetime, datetime]:
    """The answer is due on the day that was asked for, and so is the stage before it. Returns the day promised before
    and the new one. Raises Conflict where the clock has moved the promised day as far by itself."""
    before, wanted = case.answer_due_at, case.defer_to
    if before is None or wanted is None or wanted <= before:
        raise Conflict(_("The promised day is no earlier than the one asked for by now. There is nothing to grant."))
    rows = _rows(case)
    stages = [row for row in rows if row.kind == DeadlineKind.STAGE and row.done_at is None]
    answers = [row for row in rows if row.kind == DeadlineKind.ANSWER and row.done_at is None]
    for row in [*stages[-1:], *answers]:
        row.deferred_at, row.deferred_to = at, wanted
    case.deferred_from, case.defer_to = before, None
    _reckon(rows)
    _write(rows)
    _take_over(case, rows)
    return before, case.answer_due_at or wanted


def demand_by(case: Case, day: date, *, at: datetime) -> datetime:
    """Something is demanded of the office by a day of its own. Returns the moment. Raises Conflict while an earlier
    demand runs, NotValid for a day that may not be."""
    if case.demand_due_at is not None and at <= case.demand_due_at:
        raise Conflict(
            _("The office is hastened already, and that demand still runs. Wait for its day, or its answer.")
        )
    due = close_of(day)
    fault = demand_fault(localtime(due), at=localtime(at))
    if fault or not is_workday(day):
        raise NotValid(fields={"due": fault or _DAY_OFF})
    case.hastened += 1
    rows = _rows(case)
    fresh = Deadline(
        case=case,
        round=case.round,
        kind=DeadlineKind.DEMAND,
        number=case.hastened,
        amount=max(1, workdays_between(at, due)),
        unit=Unit.WORKING_DAYS,
        starts_at=at,
        due_at=due,
        calendar=calendar_number(),
    )
    fresh.save(force_insert=True)
    _take_over(case, [*rows, fresh])
    return due


def lay_task(case: Case, *, number: int, days: int, at: datetime) -> datetime:
    """A task beside the case has so many working days. Returns when it is due; the day of the case stays its own."""
    row = Deadline(
        case=case,
        round=case.round,
        kind=DeadlineKind.TASK,
        number=number,
        amount=days,
        unit=Unit.WORKING_DAYS,
        starts_at=at,
        due_at=at,
        held=held_from(case, at),
    )
    _reckon([row])
    row.save(force_insert=True)
    return row.due_at


def end_task(case: Case, *, number: int, at: datetime | None) -> None:
    """The day of a task is over with what was reported or settled; None: it is waited for again."""
    row = Deadline.objects.filter(case=case, kind=DeadlineKind.TASK, number=number).order_by("-pk").first()
    if row is not None:
        row.done_at = at
        row.save(update_fields=["done_at"])


def lay_repair(case: Case, *, days: int, at: datetime) -> datetime:
    """The resident was not content: the office has so many working days to put it right. Returns when it is due. The
    caller holds the case and writes it."""
    rows = _rows(case)
    row = Deadline(
        case=case,
        round=case.round,
        kind=DeadlineKind.REPAIR,
        number=1,
        amount=days,
        unit=Unit.WORKING_DAYS,
        starts_at=at,
        due_at=at,
    )
    _reckon([row])
    row.save(force_insert=True)
    _take_over(case, [*rows, row])
    return row.due_at


def end_repair(case: Case, *, at: datetime) -> bool:
    """The office has said what it put right. Was it in time? The caller holds the case and writes it."""
    rows = _rows(case)
    ends = [row for row in rows if row.kind == DeadlineKind.REPAIR and row.done_at is None]
    for row in ends:
        row.done_at = at
    _write(rows)
    _take_over(case, rows)
    return all(at <= row.due_at for row in ends)


def meet_demands(case: Case, *, at: datetime) -> bool:
    """The office has replied to whatever was demanded. Was it in time?"""
    rows = _rows(case)
    open_ones = [row for row in rows if row.kind == DeadlineKind.DEMAND and row.done_at is None]
    for row in open_ones:
        row.done_at = at
    _write(rows)
    _take_over(case, rows)
    return all(at <= row.due_at for row in open_ones)


def reckon_again(case: Case) -> None:
    """Reckon everything open by the calendar as it stands now. The caller holds the case and writes it."""
    rows = _rows(case)
    _reckon(rows)
    _write(rows)
    _take_over(case, rows)


def stage_names(row: Deadline) -> dict[str, str]:
    """The name of a stage in the city's languages, for the facts of a line."""
    return {"zh-hans": row.name_zh_hans, "zh-hant": row.name_zh_hant, "en": row.name_en}


# --- the rows ---

_DAY_OFF = _("Offices are closed on this day. Choose a working day.")


class _Rows(list[Deadline]):
    """The rows of a case, and what they said when they were read."""

    def __init__(self, rows: Iterable[Deadline]) -> None:
        super().__init__(rows)
        self.read = {row.pk: _said(row) for row in self}


def _rows(case: Case) -> _Rows:
    """The rows of this round, and whatever an earlier one left open."""
    ours = Q(round=case.round) | Q(done_at__isnull=True)
    return _Rows(Deadline.objects.filter(ours, case=case).order_by("round", "number", "pk"))


def _write(rows: _Rows) -> None:
    """Write what changed, in one statement; an upsert, for bulk_update's CASE of every column costs ten times as
    much."""
    changed = [row for row in rows if rows.read[row.pk] != _said(row)]
    if changed:
        Deadline.objects.bulk_create(changed, update_conflicts=True, unique_fields=["pk"], update_fields=_RECKONED)
    for row in changed:  # a task carries its day too, for the lists of whoever does it
        if row.kind == DeadlineKind.TASK:
            Task.objects.filter(case=row.case_id, number=row.number).update(due_at=row.due_at)


def _said(row: Deadline) -> list[Any]:
    return [getattr(row, name) for name in _RECKONED]


def _row(case: Case, stage: PlanStage, *, at: datetime) -> dict[str, Any]:
    return {
        "case": case,
        "round": case.round,
        "key": stage.key,
        "name_zh_hans": stage.names.get("zh-hans", ""),
        "name_zh_hant": stage.names.get("zh-hant", ""),
        "name_en": stage.names.get("en", ""),
        "amount": stage.amount,
        "unit": stage.unit,
        "starts_at": at,
        "due_at": at,
        "held": held_from(case, at),
    }


def _stages_of(case: Case) -> tuple[PlanStage, ...]:
    if case.kind == Kind.MISCONDUCT:
        return (PlanStage("answer", {}, INQUIRY_DAYS, Unit.DAYS),)
    if case.matter is None:
        return (PlanStage("answer", {}, UNSORTED_ANSWER_DAYS, Unit.WORKING_DAYS),)
    return limit_for(case.matter, condition=case.condition, grade=_grade_of(case)).stages


def _grade_of(case: Case) -> int:
    """The grade of the cell; 0 where no cell is known."""
    return case.cell.grade if case.cell else 0


def _step(case: Case, state: State, *, days: int, at: datetime) -> Deadline:
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


def _levels(case: Case, *, at: datetime) -> list[Deadline]:
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
    fresh = _step(case, state, days=days, at=at)
    _reckon([fresh])
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
    _reckon(rows)
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
    _reckon(rows)
    _take_over(case, rows)
    moved = case.answer_due_at is not None and case.answer_due_at != promised
    return Turned({"until": case.answer_due_at.isoformat()} if moved and case.answer_due_at else {})


def _reckon(rows: Sequence[Deadline]) -> None:
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


def _take_over(case: Case, rows: Sequence[Deadline]) -> None:
    """The case carries the day of what is due next and the day promised, for lists to go by."""
    waiting = [row for row in rows if row.done_at is None]
    case.due_at = next_due(Due(row.kind, row.key, row.due_at) for row in waiting if row.kind not in BESIDE)
    demanded = [row.due_at for row in rows if row.kind == DeadlineKind.DEMAND and row.done_at is None]
    case.demand_due_at = max(demanded, default=None)
    case.repair_due_at = next((row.due_at for row in waiting if row.kind == DeadlineKind.REPAIR), None)
    promised = [row.due_at for row in rows if row.kind == DeadlineKind.ANSWER and row.round == case.round]
    if promised:
        case.answer_due_at = promised[-1]
