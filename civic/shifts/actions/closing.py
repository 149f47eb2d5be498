"""A shift is over, and a patrol reaches its stops. Who was there is known above."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, TooLate
from civic.shifts.actions.holding import hold_activity, write_activity
from civic.shifts.models import PatrolStop, Shift, Signup
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer

STOP_EARLY = timedelta(minutes=15)  # our own numbers: so early one checks in at a cell...
STOP_LATE = timedelta(minutes=30)  # ...and so long after the shift


def close(shift: Shift, *, by: Person, at: datetime, facts: dict[str, int]) -> Shift:
    """Everybody's coming and going is known, so the shift is over. Belongs in the transaction of an act that holds
    it."""
    shift.state, shift.changed_at = ShiftState.CLOSED, at
    shift.save(update_fields=["state", "changed_at"])
    write_activity(shift.activity, "close-shift", by=by, at=at, shift=shift, facts={"shift": shift.number, **facts})
    return shift


def arrive(signup: Signup, *, at: datetime) -> None:
    """Whoever comes has come: from now on her place is hers, and nobody else is asked for it. Belongs in the
    transaction of an act that holds the shift."""
    Signup.objects.filter(pk=signup.pk, arrived_at__isnull=True).update(arrived_at=at)


def reach_stops(shift: Shift, volunteer: Volunteer, *, at: datetime) -> int:
    """A volunteer of a patrol has come: her stops whose time it is know; what she walks later she says there. Belongs
    in the transaction of an act."""
    stops = PatrolStop.objects.filter(
        shift=shift, volunteer=volunteer, checked_in_at__isnull=True, starts_at__lte=at + STOP_EARLY
    )
    return stops.update(checked_in_at=at)


@transaction.atomic
def reach_stop(stop: PatrolStop, volunteer: Volunteer, *, at: datetime) -> PatrolStop:
    """A volunteer of a patrol is at one cell; once is enough. Belongs in the transaction of an act that knows that she
    is on the shift. Raises NotAllowed where another walks it, Conflict before its time, TooLate once the shift is
    over."""
    if stop.volunteer_id not in (None, volunteer.pk):
        raise NotAllowed(_("Another volunteer walks this cell."))
    if at < stop.starts_at - STOP_EARLY:
        raise Conflict(_("It is too early for this cell. Check in there from a quarter of an hour before its time."))
    if at > stop.shift.ends_at + STOP_LATE:
        raise TooLate(_("This shift is over. Tell its leader when you were there."))
    if PatrolStop.objects.filter(pk=stop.pk, checked_in_at__isnull=True).update(checked_in_at=at, volunteer=volunteer):
        facts = {"cell": stop.cell.code, "volunteer": volunteer.number, "late": stop.alerted_at is not None}
        activity = hold_activity(stop.shift.activity)
        write_activity(
            activity, "reach-stop", side="volunteer", by=volunteer.person, at=at, shift=stop.shift, facts=facts
        )
    stop.refresh_from_db()
    return stop
