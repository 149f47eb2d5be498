"""After the calendar changed: reckon what is open again, and tell whoever was promised another day."""

from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils.timezone import get_current_timezone

from civic.cases.actions.clock import reckon_again
from civic.cases.actions.moving import hold, permit_calendar, tell_reporter, write_line
from civic.cases.models import Case, Deadline, DeadlineKind
from civic.offices.models import CalendarChange
from civic.offices.queries import calendar_number, tentative_year

BATCH = 500  # cases a sweep; the next one goes on


def recount(*, at: datetime, most: int = BATCH) -> int:
    """Reckon what was reckoned before the newest change of the calendar, case by case, each in a transaction of its
    own. Where the promised day moves, the timeline says so and the reporter is told. Returns how many days moved."""
    number = calendar_number()
    stale = Deadline.objects.filter(done_at__isnull=True, calendar__lt=number).order_by()
    oldest = stale.aggregate(oldest=Min("calendar"))["oldest"]
    if oldest is None:
        return 0
    first = CalendarChange.objects.filter(pk__gt=oldest, pk__lte=number).aggregate(first=Min("first_day"))["first"]
    if first is not None:  # what ends before the year of the change began cannot move
        year = datetime(first.year, 1, 1, tzinfo=get_current_timezone())
        stale.filter(due_at__lt=year, is_tentative=False).update(calendar=number)
    cases = list(stale.values_list("case", flat=True).order_by("case").distinct()[:most])
    return sum(_recount(pk, number, at=at) for pk in cases)


@transaction.atomic
def _recount(pk: int, number: int, *, at: datetime) -> bool:
    case = hold(Case(pk=pk))
    if not Deadline.objects.filter(case=case, done_at__isnull=True, calendar__lt=number).exists():
        return False  # somebody moved the case meanwhile, by the new calendar
    promised = case.answer_due_at
    reckon_again(case)
    has_moved = promised is not None and case.answer_due_at is not None and case.answer_due_at != promised
    if has_moved and _is_waited_for(case):
        _tell(case, promised, at=at)
    case.save(update_fields=["due_at", "answer_due_at", "repair_due_at", "last_seq"])
    return has_moved


def _is_waited_for(case: Case) -> bool:
    return Deadline.objects.filter(case=case, kind=DeadlineKind.ANSWER, done_at__isnull=True).exists()


def _tell(case: Case, promised: datetime | None, *, at: datetime) -> None:
    """One line of the timeline with both days, and one message."""
    assert promised is not None
    assert case.answer_due_at is not None
    step = permit_calendar(case, "recount")
    facts = {"from": promised.isoformat(), "until": case.answer_due_at.isoformat()}
    write_line(case, step, at=at, words="", language="", facts=facts)
    year = tentative_year(at, case.answer_due_at)
    tell_reporter(case, verb="recount", at=at, more={"unknown_year": str(year or "")})
