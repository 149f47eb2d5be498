"""Shifts are called off: whoever was to come hears at once, by night too."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.shifts.actions.telling import tell_volunteers
from civic.shifts.models import Shift, Signup, StandIn
from civic.shifts.models.signups import OPEN
from civic.shifts.rules import ShiftState, SignupState
from civic.volunteers.models import Volunteer

TOLD = [SignupState.COMING, SignupState.OFFERED]


def end_shifts(shifts: Iterable[Shift], reason: str, *, is_weather: bool = False, at: datetime) -> int:
    """Each of these shifts is called off; who was to come is told, who waited or was asked too. Belongs in the
    transaction of an act that holds the activity."""
    count = 0
    for shift in shifts:
        shift.state, shift.reason, shift.is_weather = ShiftState.CALLED_OFF, reason, is_weather
        shift.sequence, shift.changed_at = shift.sequence + 1, at
        shift.save(update_fields=["state", "reason", "is_weather", "sequence", "changed_at"])
        open_ones = Signup.objects.filter(shift=shift, state__in=OPEN)
        told = list(Volunteer.objects.filter(signups__in=open_ones))
        looked_for = StandIn.objects.filter(Q(signup__in=open_ones) | Q(swap_for__in=open_ones), ended_at__isnull=True)
        looked_for.update(ended_at=at)  # of a swap too: whoever asked for it comes to her own shift and may ask anew
        open_ones.update(state=SignupState.TURNED_AWAY, ended_at=at)
        tell_volunteers(
            told,
            "shift-called-off",
            shift,
            at=at,
            is_urgent=True,
            reason=reason,
            push=(_("Your shift was called off"), _("You need not come. Open it to read why.")),
        )
        count += 1
    return count
