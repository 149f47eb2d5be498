"""For which shifts somebody could swap, and with whom: by the names that are public, never by others."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from civic.shifts.models import Shift, Signup, StandIn
from civic.shifts.models.signups import OPEN
from civic.shifts.rules import SignupState
from civic.volunteers.models import Volunteer

LOOKED_AT = 400


@dataclass
class Swap:
    """A shift that could be taken in exchange. Who comes is kept to find a partner by; `names` may be shown."""

    shift: Shift
    coming: list[Signup] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Those who come and wish to be called by a name everybody reads."""
        return [one.volunteer.public_name for one in self.coming if one.volunteer.is_public]

    def partner(self, typed: str, number: str) -> Signup | None:
        """Whoever comes there under this number, or under this public name."""
        for one in self.coming:
            named = one.volunteer.is_public and one.volunteer.public_name == typed
            if named or one.volunteer.number in (number, typed):
                return one
        return None


def swaps_for(signup: Signup, *, at: datetime) -> list[Swap]:
    """Shifts to come of the same organisation to which others come and she does not. One statement."""
    own = Signup.objects.filter(volunteer=signup.volunteer, state__in=OPEN).values("shift")
    rows = Signup.objects.filter(
        state=SignupState.COMING,
        shift__in=Shift.objects.ahead(at).filter(activity__organisation=signup.shift.activity.organisation_id),
    ).exclude(shift__in=own)
    found: dict[int, Swap] = {}
    rows = rows.select_related("shift__activity", "volunteer").order_by("shift__starts_at", "shift", "pk")
    for one in rows[:LOOKED_AT]:
        found.setdefault(one.shift_id, Swap(one.shift)).coming.append(one)
    return list(found.values())


def own_looking(volunteer: Volunteer, *, at: datetime) -> list[StandIn]:
    """What she herself looks for, of shifts to come."""
    rows = StandIn.objects.filter(
        Q(signup__volunteer=volunteer), ended_at__isnull=True, signup__shift__starts_at__gt=at
    )
    return list(rows.select_related("signup__shift__activity", "swap_for__shift__activity").order_by("at"))
