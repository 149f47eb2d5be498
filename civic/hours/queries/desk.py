"""Who writes hours down, what waits for it, and what is late."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours.models import BookEntry, Evaluation, Objection
from civic.hours.queries.books import line_now
from civic.hours.rules import RECORD_WORKDAYS, ObjectionState
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Manager, Organisation
from civic.volunteers.queries.people import coordinates, coordinators
from civic.volunteers.rules import ManagerTask, OrganisationState

GONE = frozenset({OrganisationState.SUSPENDED.value, OrganisationState.ENDED.value})


def may_record(person: Any, organisation: Organisation) -> bool:
    """May somebody write hours of this organisation down? Its managers and leaders while it is active; the city's
    coordinators where it is not there any more: its book stays open."""
    if organisation.state in GONE:
        return coordinates(person)
    if not getattr(person, "is_authenticated", False):
        return False
    return Manager.objects.filter(organisation=organisation, person=person, ended_at__isnull=True).exists()


def deciding_on(objection: Objection, person: Any) -> bool:
    """May somebody decide on an objection? Neither the volunteer nor who wrote the entry, as it was or as it stands
    now: another manager, or one of the city's coordinators."""
    if objection.volunteer.person_id == getattr(person, "pk", None):
        return False
    if objection.entry is not None:
        now = line_now(objection.entry) or objection.entry
        if getattr(person, "pk", None) in (objection.entry.actor_id, now.actor_id):
            return False
    if coordinates(person):
        return True
    if objection.organisation.state in GONE:
        return False
    managing = Manager.objects.filter(organisation=objection.organisation, task=ManagerTask.MANAGER)
    return managing.filter(person=person, ended_at__isnull=True).exists()


def recorders_of(organisation: Organisation) -> list[Person]:
    """Who is told that something must be written down."""
    rows = (
        coordinators()
        if organisation.state in GONE
        else Manager.objects.filter(organisation=organisation, task=ManagerTask.MANAGER, ended_at__isnull=True)
    )
    return list({one.person_id: one.person for one in rows.select_related("person")}.values())


def to_record(organisation: Organisation, *, at: datetime) -> QuerySet[Shift]:
    """Shifts that are over and whose hours are not all written down, the most pressing first; with how many are
    missing."""
    written = _written(shift=OuterRef("pk"), volunteer=OuterRef("attendances__volunteer"))
    return (
        _unwritten(at)
        .filter(activity__organisation=organisation)
        .annotate(missing=Count("attendances", filter=~Exists(written)))
        .select_related("activity", "leader")
        .order_by("record_due_at", "starts_at", "pk")
    )


def to_evaluate(shift: Shift, person: Any, *, at: datetime) -> list[Attendance]:
    """Who was at a shift and whose service nobody has spoken of, within the ten working days; never oneself. Two
    statements."""
    if at > by_workdays(shift.ends_at, RECORD_WORKDAYS):
        return []
    said = Evaluation.objects.filter(shift=shift, is_by_volunteer=False).values("volunteer")
    rows = shift.attendances.filter(out_at__isnull=False).exclude(volunteer__in=said)
    rows = rows.exclude(volunteer__person=getattr(person, "pk", None))
    return list(rows.select_related("volunteer").order_by("in_at", "pk"))


def late_shifts(*, at: datetime) -> QuerySet[Shift]:
    """Shifts beyond their ten working days, the longest waiting first."""
    late = _unwritten(at).filter(record_due_at__lt=at)
    return late.select_related("activity__organisation").order_by("record_due_at", "pk")


def objections_open(organisation: Organisation | None = None) -> QuerySet[Objection]:
    """Objections to answer, the most pressing first; without an organisation: of those that are not there any more."""
    rows = Objection.objects.filter(state=ObjectionState.OPEN).select_related(
        "volunteer", "entry", "shift__activity", "organisation"
    )
    wanted = Q(organisation=organisation) if organisation else Q(organisation__state__in=GONE)
    return rows.filter(wanted).order_by("answer_due_at", "pk")


def overdue_objections(*, at: datetime) -> QuerySet[Objection]:
    """Those beyond their term, the longest waiting first."""
    late = Objection.objects.filter(state=ObjectionState.OPEN, answer_due_at__lt=at)
    return late.select_related("volunteer", "organisation", "entry", "shift__activity").order_by("answer_due_at", "pk")


def not_written(**whose: Any) -> QuerySet[Attendance]:
    """Of this shift, or of this volunteer: stays without a line yet, neither by the record of the shift nor put in
    after an objection. A line that was taken back was one."""
    written = _written(shift=OuterRef("shift"), volunteer=OuterRef("volunteer"))
    return Attendance.objects.filter(~Exists(written), **whose)


def _written(*, shift: Any, volunteer: Any) -> QuerySet[BookEntry]:
    return BookEntry.objects.filter(shift=shift, volunteer=volunteer, reverses__isnull=True)


def _unwritten(at: datetime) -> QuerySet[Shift]:
    waiting = not_written(shift=OuterRef("pk"))
    return Shift.objects.exclude(state=ShiftState.CALLED_OFF).filter(Exists(waiting), ends_at__lte=at)
