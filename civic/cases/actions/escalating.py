"""A case that nobody answers rises: community, street, district, each told once a round when its time is over."""

from datetime import datetime

from django.db import transaction

from civic.cases.actions.moving import advance, hold, permit_calendar
from civic.cases.actions.telling import tell_officers
from civic.cases.models import Case, Deadline, DeadlineKind, Escalation
from civic.cases.rules import State
from civic.cases.rules.clock import waits_for_answer
from civic.offices.models import Office, Rung
from civic.offices.queries import office_at, rungs

BATCH = 200  # levels a sweep; the next one goes on


def escalate(*, at: datetime, most: int = BATCH) -> int:
    """Tell every level whose time is over, case by case, each in a transaction of its own: a line of the timeline, a
    message to the officers in charge there and one to the resident. Returns how many levels were told."""
    due = Deadline.objects.filter(kind=DeadlineKind.RUNG, done_at__isnull=True, due_at__lte=at)
    rows = list(due.order_by("due_at", "pk").values_list("pk", "case")[:most])
    return sum(_escalate(pk, case_id, at=at) for pk, case_id in rows)


@transaction.atomic
def _escalate(pk: int, case_id: int, *, at: datetime) -> bool:
    case = hold(Case(pk=case_id))
    row = Deadline.objects.filter(pk=pk, done_at__isnull=True, due_at__lte=at).first()
    if row is None or Deadline.objects.filter(pk=pk, done_at__isnull=True).update(done_at=at) != 1:
        return False  # answered meanwhile, moved with the calendar, or another hand was quicker
    if not waits_for_answer(State(case.state)) or row.round != case.round:
        return False
    if Escalation.objects.filter(case=case, round=case.round, level=row.key).exists():
        return False
    rung = next((one for one in rungs() if one.level == row.key), None)
    office = office_at(case.area, rung) if rung is not None else None
    Escalation.objects.create(case=case, round=case.round, level=row.key, office=office, at=at)
    if rung is None or office is None:
        return False  # nobody is there to be told: the next level is, in its time
    _tell(case, rung, office, at=at)
    return True


def _tell(case: Case, rung: Rung, office: Office, *, at: datetime) -> None:
    step = permit_calendar(case, "escalate")
    facts = {"level": rung.level, "office": office.code}
    advance(case, step, at=at, facts=facts, told={"level_office": office}, escalated_to=rung.level)
    roles = [rung.role] if rung.role else ["handler", "head"]
    tell_officers(office.pk, roles, case, verb="escalated", at=at, more={"office": case.office or "", "level": rung})
