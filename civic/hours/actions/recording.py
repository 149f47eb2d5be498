"""A shift's hours are written down: what was really served, once (Measures for recording voluntary service art. 7,
11)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours.actions.holding import add_entry, ask_recorder
from civic.hours.models import BookEntry
from civic.hours.queries import not_written
from civic.hours.rules import EntryKind, credited, minutes_between
from civic.lib.refusals import Conflict
from civic.shifts.actions import hold_shift, write_activity
from civic.shifts.models import Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer


@transaction.atomic
def record_shift(shift: Shift, *, by: Person, at: datetime) -> list[BookEntry]:
    """Everybody who was there gets the minutes she really served; what was planned is told beside. Whoever writes does
    not write her own: they wait for another. Twice writes nothing twice. Raises NotAllowed, Conflict while the shift
    goes on, was called off, or somebody has not gone yet."""
    waiting = Attendance.objects.filter(shift=shift).values_list("volunteer", flat=True)
    held = {pk: hold_volunteer(Volunteer(pk=pk)) for pk in sorted(set(waiting))}  # people first, the shift after them
    shift = hold_shift(shift)
    ask_recorder(shift.activity.organisation, by)
    if shift.state == ShiftState.CALLED_OFF:
        raise Conflict(_("This shift was called off. There is nothing to write down."))
    if shift.ends_at > at:
        raise Conflict(_("This shift is not over yet. Write its hours down afterwards."))
    rows = list(not_written(shift=shift).order_by("pk"))
    if any(one.out_at is None for one in rows):
        raise Conflict(_("Somebody has not checked out. Close the shift first, and say when each one went."))
    if any(one.volunteer_id not in held for one in rows):
        raise Conflict()  # somebody was added at this moment: look again
    mine = [one for one in rows if held[one.volunteer_id].person_id == by.pk]
    entries = [_entry(one, held[one.volunteer_id], shift, by=by, at=at) for one in rows if one not in mine]
    if not entries and mine:
        raise Conflict(_("What is left are your own hours. Another manager writes them down."))
    if entries:
        facts = {"entries": len(entries), "minutes": sum(one.credited for one in entries)}
        write_activity(shift.activity, "record", by=by, at=at, shift=shift, facts=facts)
    return entries


def _entry(attendance: Attendance, volunteer: Volunteer, shift: Shift, *, by: Person, at: datetime) -> BookEntry:
    assert attendance.out_at is not None
    return add_entry(
        volunteer,
        EntryKind.SERVICE,
        organisation=shift.activity.organisation,
        activity=shift.activity,
        shift=shift,
        attendance=attendance,
        served_on=localdate(shift.starts_at),
        minutes=(
            shift.minutes,
            minutes_between(attendance.in_at, attendance.out_at),
            credited(attendance.in_at, attendance.out_at, shift.starts_at, shift.ends_at),
        ),
        by=by,
        at=at,
    )
