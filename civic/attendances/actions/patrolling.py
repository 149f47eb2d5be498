"""A patrol checks in cell by cell: whoever is on the shift says with one tap where she stands."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.permitting import demand_open
from civic.attendances.models import Attendance
from civic.lib.refusals import NotAllowed
from civic.shifts.actions.closing import reach_stop
from civic.shifts.actions.holding import hold_shift
from civic.shifts.models import PatrolStop
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.queries import volunteer_of

NOT_HERE = _("Check in at the shift first, with the leader’s code.")


@transaction.atomic
def check_in_at_stop(stop: PatrolStop, *, by: Person, at: datetime) -> PatrolStop:
    """Whoever has come to the shift and not gone yet stands at a cell of its patrol; the same cell twice is one. Raises
    NotAllowed for whoever is not there and where another walks it, Conflict before its time and for a shift that was
    closed or called off, TooLate once it is over."""
    volunteer = volunteer_of(by)
    if volunteer is None:
        raise NotAllowed(NOT_HERE)
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(stop.shift)
    demand_open(shift)
    if not Attendance.objects.filter(shift=shift, volunteer=volunteer, out_at__isnull=True).exists():
        raise NotAllowed(NOT_HERE)
    held = PatrolStop.objects.select_related("shift__activity", "cell").get(pk=stop.pk)
    return reach_stop(held, volunteer, at=at)
