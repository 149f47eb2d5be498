"""The rows of the clock of one case, read, laid and written together."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from civic.cases.actions.clock.reckoning import held_from
from civic.cases.models import BESIDE, Case, Deadline, DeadlineKind, Task
from civic.cases.rules import Kind
from civic.cases.rules.clock import (
    INQUIRY_DAYS,
    UNSORTED_ANSWER_DAYS,
    Due,
    next_due,
)
from civic.offices.queries import (
    PlanStage,
    limit_for,
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


def stage_names(row: Deadline) -> dict[str, str]:
    """The name of a stage in the city's languages, for the facts of a line."""
    return {"zh-hans": row.name_zh_hans, "zh-hant": row.name_zh_hant, "en": row.name_en}


class _Rows(list[Deadline]):
    """The rows of a case, and what they said when they were read."""

    def __init__(self, rows: Iterable[Deadline]) -> None:
        super().__init__(rows)
        self.read = {row.pk: _said(row) for row in self}


def rows_of(case: Case) -> _Rows:
    """The rows of this round, and whatever an earlier one left open."""
    ours = Q(round=case.round) | Q(done_at__isnull=True)
    return _Rows(Deadline.objects.filter(ours, case=case).order_by("round", "number", "pk"))


def write_rows(rows: _Rows) -> None:
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


def row_for(case: Case, stage: PlanStage, *, at: datetime) -> dict[str, Any]:
    """The columns of a row that a stage of the plan lays."""
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


def stages_promised(case: Case) -> tuple[PlanStage, ...]:
    """The stages of the limit that holds for a case."""
    if case.kind == Kind.MISCONDUCT:
        return (PlanStage("answer", {}, INQUIRY_DAYS, Unit.DAYS),)
    if case.matter is None:
        return (PlanStage("answer", {}, UNSORTED_ANSWER_DAYS, Unit.WORKING_DAYS),)
    return limit_for(case.matter, condition=case.condition, grade=_grade_of(case)).stages


def _grade_of(case: Case) -> int:
    """The grade of the cell; 0 where no cell is known."""
    return case.cell.grade if case.cell else 0


def take_over(case: Case, rows: Sequence[Deadline]) -> None:
    """The case carries the day of what is due next and the day promised, for lists to go by."""
    waiting = [row for row in rows if row.done_at is None]
    case.due_at = next_due(Due(row.kind, row.key, row.due_at) for row in waiting if row.kind not in BESIDE)
    demanded = [row.due_at for row in rows if row.kind == DeadlineKind.DEMAND and row.done_at is None]
    case.demand_due_at = max(demanded, default=None)
    case.repair_due_at = next((row.due_at for row in waiting if row.kind == DeadlineKind.REPAIR), None)
    promised = [row.due_at for row in rows if row.kind == DeadlineKind.ANSWER and row.round == case.round]
    if promised:
        case.answer_due_at = promised[-1]
