"""The day an answer is promised, and the stages on the way to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.actions.clock.reckoning import reckon
from civic.cases.actions.clock.rows import row_for, rows_of, stage_names, stages_promised, take_over, write_rows
from civic.cases.actions.clock.turning import level_rows, step_row
from civic.cases.actions.pointing import lay_points_anew
from civic.cases.models import Case, Deadline, DeadlineKind
from civic.cases.rules import State
from civic.cases.rules.clock import (
    step_days,
)
from civic.lib.refusals import Conflict, NotValid
from civic.offices.queries import (
    PlanStage,
    tentative_year,
)
from civic.offices.rules import Unit


@dataclass(frozen=True)
class Promise:
    """What was promised: the facts for the line, and the year whose working days are not known yet."""

    facts: dict[str, Any]
    tentative_year: int | None


def start_clock(case: Case, *, at: datetime) -> Deadline:
    """The first step of a case that is about to be filed, not written yet; the case takes over its day."""
    step = step_row(case, State.FILED, days=step_days(State.FILED, State.FILED) or 1, at=at)
    reckon([step])
    case.due_at = step.due_at
    return step


def promise_answer(case: Case, *, at: datetime, days: int = 0) -> Promise:
    """Start the limit of the answer from now, by matter, condition and grade of the place: a row a stage where there
    are several, and the answer, due when the last of them is; or so many working days, where those were said."""
    stages = (PlanStage("answer", {}, days, Unit.WORKING_DAYS),) if days else stages_promised(case)
    rows = [
        Deadline(kind=DeadlineKind.STAGE, number=number, **row_for(case, stage, at=at))
        for number, stage in enumerate(stages, start=1)
    ]
    answer = Deadline(kind=DeadlineKind.ANSWER, **row_for(case, stages[-1], at=at))
    rows = [*(rows if len(rows) > 1 else []), answer]
    levels = level_rows(case, at=at)
    reckon([*rows, *levels])
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


def reach_stage(case: Case, key: str, *, at: datetime) -> Deadline:
    """A stage is reached, and the clock of the next one starts. Raises NotValid for one that is not next, Conflict when
    none is left."""
    rows = rows_of(case)
    waiting = [row for row in rows if row.kind == DeadlineKind.STAGE and row.done_at is None]
    if not waiting:
        raise Conflict(_("Every stage of this case has been reported. What is left is the answer."))
    if key not in {row.key for row in waiting}:
        raise NotValid(fields={"stage": _("This stage is not waited for. Choose one from the list.")})
    if key != waiting[0].key:
        first = format_lazy(_("Stages are reported in their order. Report “{stage}” first."), stage=waiting[0].name)
        raise NotValid(fields={"stage": first})
    waiting[0].done_at = at
    reckon(rows)
    write_rows(rows)
    take_over(case, rows)
    return waiting[0]


def reckon_again(case: Case) -> None:
    """Reckon everything open by the calendar as it stands now. The caller holds the case and writes it."""
    rows = rows_of(case)
    reckon(rows)
    write_rows(rows)
    take_over(case, rows)
