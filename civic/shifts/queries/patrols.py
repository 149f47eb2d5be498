"""The stops of patrols: by shift for a manager, and those a volunteer walks."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from civic.places.models import Cell
from civic.places.queries import MANAGEMENT, locate
from civic.shifts.models import Activity, PatrolPlan, PatrolStop, Shift, Signup
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer

SHOWN_FOR = timedelta(days=14)
SHIFTS_MOST = 60
CELLS_MOST = 200


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
    for stop in rows.select_related("shift", "cell__area", "volunteer").order_by("shift__starts_at", "starts_at", "pk"):
        walks.setdefault(stop.shift_id, Walk(stop.shift)).stops.append(stop)
    return list(walks.values())[:SHIFTS_MOST]


@dataclass(frozen=True)
class Laid:
    """A plan as it stands for the next shift: its stops, and the shifts on which they are the same."""

    shifts: list[int]
    stops: list[PatrolStop]


def laid_ahead(walks: Iterable[Walk], *, at: datetime) -> Laid:
    """What a plan that is made again begins with."""
    ahead = [walk for walk in walks if walk.shift.starts_at > at]
    if not ahead:
        return Laid([], [])
    first = _steps(ahead[0])
    return Laid([walk.shift.pk for walk in ahead if _steps(walk) == first], ahead[0].stops)


def _steps(walk: Walk) -> list[tuple[Any, ...]]:
    return [(localtime(one.starts_at).time(), one.cell_id, one.volunteer_id, one.is_key_road) for one in walk.stops]


@dataclass
class Walker:
    """Somebody who comes to a shift of the activity, by number, with the posts she holds."""

    volunteer: Volunteer
    posts: list[str] = field(default_factory=list)


def walkers_of(activity: Activity, *, at: datetime) -> list[Walker]:
    """Whoever comes to a shift of an activity that is to come, by number. One statement."""
    coming = Signup.objects.coming().filter(shift__activity=activity, shift__starts_at__gt=at)
    found: dict[int, Walker] = {}
    for one in coming.select_related("volunteer", "post", "shift").order_by("volunteer__number", "post__order"):
        posts = found.setdefault(one.volunteer_id, Walker(one.volunteer)).posts
        if str(one.post.name) not in posts:
            posts.append(str(one.post.name))
    return list(found.values())


def cells_around(activity: Activity) -> list[Cell]:
    """The cells in which an activity takes place today: those of the street or district around the place where people
    meet, else those of its area. One statement."""
    meets = activity.cell
    if meets is None and activity.lat is not None and activity.lon is not None:
        meets = locate(activity.lat, activity.lon).cell
    area = (meets.area.parent or meets.area) if meets else activity.area
    if area is None:
        return []
    cells = Cell.objects.in_force(localdate()).filter(layer_id=MANAGEMENT, area__path__startswith=area.path)
    return list(cells.select_related("area").order_by("code")[:CELLS_MOST])


def stops_to_walk(volunteer: Volunteer, shifts: Iterable[Shift]) -> dict[int, list[PatrolStop]]:
    """By shift, the cells she walks and those nobody was named for. One statement, none without shifts."""
    keys = [one.pk for one in shifts]
    found: dict[int, list[PatrolStop]] = {key: [] for key in keys}
    if keys:
        rows = PatrolStop.objects.filter(Q(volunteer=volunteer) | Q(volunteer=None), shift__in=keys)
        for stop in rows.select_related("cell__area").order_by("starts_at", "pk"):
            found[stop.shift_id].append(stop)
    return found
