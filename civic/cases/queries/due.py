"""What is due in a case, and what was promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Min, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.cases.models import (
    BESIDE,
    Case,
    Deadline,
    DeadlineKind,
)
from civic.cases.rules.named_days import latest_deferral
from civic.offices.queries import by_workdays, close_of, is_workday, tentative_year


@dataclass(frozen=True)
class Promised:
    """One thing due in the round a case is in. `note` says that its day may move."""

    row: Deadline
    label: Any
    note: Any

    @property
    def is_stage(self) -> bool:
        """One of the stages on the way to the answer?"""
        return self.row.kind == DeadlineKind.STAGE


def promised(case: Case, *, with_steps: bool = False) -> list[Promised]:
    """What is demanded, the stages and the answer of this round, in their order; with the step that is open now for
    the desk. One query."""
    rows = Deadline.objects.filter(case=case, round=case.round).exclude(kind__in=BESIDE)
    steps = Q(kind=DeadlineKind.STEP)
    rows = rows.exclude(steps & Q(done_at__isnull=False)) if with_steps else rows.exclude(steps)
    return sorted((_promised(row) for row in rows), key=lambda one: (_ORDER[one.row.kind], one.row.number, one.row.pk))


_ORDER = {
    DeadlineKind.DEMAND.value: 0,
    DeadlineKind.STEP.value: 1,
    DeadlineKind.STAGE.value: 2,
    DeadlineKind.ANSWER.value: 3,
    DeadlineKind.REPAIR.value: 4,
}
_LABELS = {
    DeadlineKind.STEP: gettext_lazy("Next step"),
    DeadlineKind.ANSWER: gettext_lazy("Answer"),
    DeadlineKind.DEMAND: gettext_lazy("Demand of the checking side"),
    DeadlineKind.REPAIR: gettext_lazy("Put right after a bad rating"),
}


def deferrable(case: Case) -> tuple[datetime, datetime] | None:
    """The moment promised for the answer, and the last working day to which it may be deferred, at least the next one;
    None where no answer is waited for."""
    waited_for = Q(kind=DeadlineKind.ANSWER, done_at__isnull=True)
    span: dict[str, Any] = Deadline.objects.filter(
        case=case, round=case.round, kind__in=[DeadlineKind.STAGE, DeadlineKind.ANSWER]
    ).aggregate(starts=Min("starts_at"), due=Max("due_at", filter=waited_for))
    if span["due"] is None:
        return None
    promised, starts = localtime(span["due"]), localtime(span["starts"])
    latest = latest_deferral(starts, promised).date()
    while latest > promised.date() and not is_workday(latest):
        latest -= timedelta(days=1)
    return promised, max(localtime(close_of(latest)), by_workdays(promised, 1))


def _promised(row: Deadline) -> Promised:
    note = ""
    if row.is_tentative and row.done_at is None:
        year = tentative_year(row.starts_at, row.due_at) or localtime(row.due_at).year
        note = _("The working days of %(year)s are not announced yet; this day may move.") % {"year": year}
    return Promised(row, _LABELS.get(DeadlineKind(row.kind)) or row.name, note)
