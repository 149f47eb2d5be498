"""An incident holds the clock of a case from without: every day moves by the working time it stood, and the case's own
pause is not used up."""

from collections.abc import Iterable
from datetime import datetime

from civic.cases.actions.clock import holds_of, reckon_again
from civic.cases.models import Case, Deadline, DeadlineKind


def hold_clock(case: Case, *, since: datetime, until: datetime) -> None:
    """The clock stands still from now on, until this moment at the latest. A demand keeps the day it names. The caller
    holds the case and writes it."""
    case.held_until = until
    rows = list(Deadline.objects.filter(case=case, done_at__isnull=True).exclude(kind=DeadlineKind.DEMAND))
    for row in rows:
        row.held = [*(row.held or []), [since.isoformat(), until.isoformat()]]
    _write(rows)
    reckon_again(case)


def move_hold(case: Case, *, until: datetime) -> None:
    """The clock stands still until another moment than was said. The caller holds the case and writes it."""
    rows = list(Deadline.objects.filter(case=case, held__isnull=False))
    was = case.held_until
    changed = []
    for row in rows:
        holds = holds_of(row)
        if not holds or holds[-1][1] != was:
            continue
        since = holds[-1][0]
        row.held = [
            *(row.held or [])[:-1],
            *([[since.isoformat(), until.isoformat()]] if until > since else []),
        ] or None
        changed.append(row)
    _write(changed)
    case.held_until = until
    reckon_again(case)


def let_run(case: Case, *, at: datetime) -> None:
    """The clock runs again since this moment; of the hold counts what was used. The caller holds the case and writes
    it."""
    if case.held_until is not None and at < case.held_until:
        move_hold(case, until=at)
    case.held_until = None


def _write(rows: Iterable[Deadline]) -> None:
    Deadline.objects.bulk_update(rows, ["held"])
