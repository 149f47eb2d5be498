"""A shift is over, and a patrol reaches its stops. Who was there is known above."""

from datetime import datetime

from civic.accounts.models import Person
from civic.shifts.actions.holding import write_activity
from civic.shifts.models import PatrolStop, Shift, Signup
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer


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
    """A volunteer of a patrol is there: her stops know. Belongs in the transaction of an act."""
    stops = PatrolStop.objects.filter(shift=shift, volunteer=volunteer, checked_in_at__isnull=True)
    return stops.update(checked_in_at=at)
