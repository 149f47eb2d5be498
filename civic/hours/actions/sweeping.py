"""The calendar of the book: by when hours are written down, and who is told when they are not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from civic.accounts.models import Person
from civic.hours.models import Objection
from civic.hours.queries import late_shifts, overdue_objections, recorders_of
from civic.hours.rules import RECORD_WORKDAYS
from civic.lib.sweeping import one_by_one
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.actions.telling import tell_people
from civic.volunteers.queries.people import coordinators

AT_ONCE = 500
LOOKED_BACK = timedelta(days=90)


def set_due(*, at: datetime) -> int:
    """Shifts that are over get the day by which their hours are written down: ten working days later, at the close of
    the desk. How many."""
    over = Shift.objects.filter(ends_at__lte=at, ends_at__gt=at - LOOKED_BACK, record_due_at__isnull=True).exclude(
        state=ShiftState.CALLED_OFF
    )
    count = 0
    for pk, ends_at in list(over.order_by("ends_at").values_list("pk", "ends_at")[:AT_ONCE]):
        count += Shift.objects.filter(pk=pk, record_due_at__isnull=True).update(
            record_due_at=by_workdays(ends_at, RECORD_WORKDAYS)
        )
    return count


def sweep_late(*, at: datetime) -> int:
    """Hours beyond their day, and objections beyond theirs, are told once: to whoever records, and to the city's
    coordinators. How many were late."""
    shifts = late_shifts(at=at).filter(told_late_at__isnull=True)[:AT_ONCE]
    objections = overdue_objections(at=at).filter(told_late_at__isnull=True)[:AT_ONCE]
    return one_by_one(shifts, lambda shift: _tell_hours(shift, at=at)) + one_by_one(
        objections, lambda objection: _tell_objection(objection, at=at)
    )


def _tell_hours(shift: Shift, *, at: datetime) -> bool:
    if Shift.objects.filter(pk=shift.pk, told_late_at__isnull=True).update(told_late_at=at) != 1:
        return False  # another hand was quicker
    organisation = shift.activity.organisation
    page = f"/volunteer/organisations/{organisation.code}/hours/"
    _tell(recorders_of(organisation), "hours-late", page, about=f"shift:{shift.number}", at=at)
    return True


def _tell_objection(objection: Objection, *, at: datetime) -> bool:
    if Objection.objects.filter(pk=objection.pk, told_late_at__isnull=True).update(told_late_at=at) != 1:
        return False
    about = f"objection:{objection.pk}"
    _tell(recorders_of(objection.organisation), "objection-late", "/desk/volunteers/hours/", about=about, at=at)
    return True


def _tell(people: Iterable[Person], verb: str, page: str, *, about: str, at: datetime) -> None:
    held = {one.pk: one for one in people}
    held |= {one.person_id: one.person for one in coordinators().select_related("person")}
    tell_people(held.values(), verb, page, about=about, at=at)
