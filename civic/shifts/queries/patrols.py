"""The stops of patrols: by shift for a manager, and those a volunteer walks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from civic.shifts.models import PatrolPlan, PatrolStop, Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer

SHOWN_FOR = timedelta(days=14)
SHIFTS_MOST = 60


@dataclass
class Walk:
    """The patrol of one shift."""

    shift: Shift
    stops: list[PatrolStop] = field(default_factory=list)

    @property
    def alerts(self) -> int:
        """On how many key roads nobody had checked in when somebody was called."""
        return sum(stop.alerted_at is not None for stop in self.stops)


def walks_of(plan: PatrolPlan, *, at: datetime) -> list[Walk]:
    """The patrols of the last two weeks and to come, the earliest first. One statement."""
    rows = PatrolStop.objects.filter(plan=plan, shift__ends_at__gt=at - SHOWN_FOR).exclude(
        shift__state=ShiftState.CALLED_OFF
    )
    walks: dict[int, Walk] = {}
    for stop in rows.select_related("shift", "cell", "volunteer").order_by("shift__starts_at", "starts_at", "pk"):
        walks.setdefault(stop.shift_id, Walk(stop.shift)).stops.append(stop)
    return list(walks.values())[:SHIFTS_MOST]


def stops_to_walk(volunteer: Volunteer, shifts: Iterable[Shift]) -> dict[int, list[PatrolStop]]:
    """By shift, the cells she walks and those nobody was named for. One statement, none without shifts."""
    keys = [one.pk for one in shifts]
    found: dict[int, list[PatrolStop]] = {key: [] for key in keys}
    if keys:
        rows = PatrolStop.objects.filter(Q(volunteer=volunteer) | Q(volunteer=None), shift__in=keys)
        for stop in rows.select_related("cell").order_by("starts_at", "pk"):
            found[stop.shift_id].append(stop)
    return found
