"""Days that somebody names: another day for the answer, a demand, a task, a repair."""

from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.actions.clock.reckoning import held_from, reckon
from civic.cases.actions.clock.rows import rows_of, take_over, write_rows
from civic.cases.models import Case, Deadline, DeadlineKind
from civic.cases.queries import deferrable
from civic.cases.rules.named_days import deferral_fault, demand_fault
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.offices.queries import (
    calendar_number,
    close_of,
    is_workday,
    workdays_between,
)
from civic.offices.rules import Unit


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
    rows = rows_of(case)
    stages = [row for row in rows if row.kind == DeadlineKind.STAGE and row.done_at is None]
    answers = [row for row in rows if row.kind == DeadlineKind.ANSWER and row.done_at is None]
    for row in [*stages[-1:], *answers]:
        row.deferred_at, row.deferred_to = at, wanted
    case.deferred_from, case.defer_to = before, None
    reckon(rows)
    write_rows(rows)
    take_over(case, rows)
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
    rows = rows_of(case)
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
    take_over(case, [*rows, fresh])
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
    reckon([row])
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
    rows = rows_of(case)
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
    reckon([row])
    row.save(force_insert=True)
    take_over(case, [*rows, row])
    return row.due_at


def end_repair(case: Case, *, at: datetime) -> bool:
    """The office has said what it put right. Was it in time? The caller holds the case and writes it."""
    rows = rows_of(case)
    ends = [row for row in rows if row.kind == DeadlineKind.REPAIR and row.done_at is None]
    for row in ends:
        row.done_at = at
    write_rows(rows)
    take_over(case, rows)
    return all(at <= row.due_at for row in ends)


def meet_demands(case: Case, *, at: datetime) -> bool:
    """The office has replied to whatever was demanded. Was it in time?"""
    rows = rows_of(case)
    open_ones = [row for row in rows if row.kind == DeadlineKind.DEMAND and row.done_at is None]
    for row in open_ones:
        row.done_at = at
    write_rows(rows)
    take_over(case, rows)
    return all(at <= row.due_at for row in open_ones)


_DAY_OFF = _("Offices are closed on this day. Choose a working day.")
