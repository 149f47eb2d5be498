"""Patrols walk cells at fixed hours; a key road without a check-in calls somebody, by night too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.lib.moments import said_moment
from civic.lib.refusals import NotValid
from civic.lib.sweeping import one_by_one
from civic.places.models import Cell
from civic.shifts.actions.checking import permit_manager
from civic.shifts.actions.holding import hold_activity, write_activity
from civic.shifts.actions.telling import tell_person
from civic.shifts.models import Activity, PatrolPlan, PatrolStop, Rota, Shift
from civic.shifts.rules import ShiftState, minutes_into
from civic.volunteers.models import Manager, Volunteer

GRACE = timedelta(minutes=15)  # our own number: so late somebody is called
CALLED_WITHIN = timedelta(hours=6)  # what is older woke nobody and is told on the manager's page only
STOPS_MOST = 100


@dataclass(frozen=True, kw_only=True)
class StopGiven:
    """A cell, from which minute of the shift on or at which hour of the clock, and by whom, once she signed up."""

    cell: Cell
    after_minutes: int = 0
    hour: time | None = None  # wins over the minutes: the same on every shift, however early it begins
    is_key_road: bool = False
    volunteer: Volunteer | None = None

    def minutes_into(self, shift: Shift) -> int:
        """How many minutes after the beginning of a shift it is walked."""
        if self.hour is None:
            return self.after_minutes
        return minutes_into(localtime(shift.starts_at).time(), self.hour)


@transaction.atomic
def plan_patrol(
    activity: Activity,
    *,
    shifts: Sequence[Shift],
    stops: Sequence[StopGiven],
    call: Person,
    by: Person,
    at: datetime,
    rota: Rota | None = None,
) -> PatrolPlan:
    """The cells that the patrol of an activity walks on these shifts, each at its time. A plan that is made again
    replaces what nobody has walked yet.

    Raises NotAllowed, NotValid for a person to call who does not act for the organisation, and beside each stop
    ("stops.0.hour") for a time outside a shift, a cell named twice for one hour, or somebody who is not on the shift.
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    if not Manager.objects.filter(organisation=activity.organisation, person=call, ended_at__isnull=True).exists():
        raise NotValid(fields={"call": _("Whoever is called acts for the organisation.")})
    if not stops or len(stops) > STOPS_MOST:
        raise NotValid(fields={"stops": _("Name between one and a hundred cells.")})
    chosen = list(Shift.objects.filter(pk__in=[one.pk for one in shifts]).order_by("starts_at", "pk"))  # as they stand
    if any(one.activity_id != activity.pk or one.state != ShiftState.OPEN or one.starts_at <= at for one in chosen):
        raise NotValid(fields={"shifts": _("Choose shifts of this activity that are to come.")})
    if wrong := _stop_faults(chosen, stops):
        raise NotValid(fields=wrong)
    plan, _is_new = PatrolPlan.objects.update_or_create(
        activity=activity, defaults={"rota": rota, "call": call, "made_by": by, "made_at": at}
    )
    rows = [
        PatrolStop(
            plan=plan,
            shift=shift,
            cell=stop.cell,
            starts_at=shift.starts_at + timedelta(minutes=stop.minutes_into(shift)),
            volunteer=stop.volunteer,
            is_key_road=stop.is_key_road,
        )
        for shift in chosen
        for stop in stops
    ]
    PatrolStop.objects.filter(plan=plan, shift__in=chosen, checked_in_at__isnull=True).delete()
    PatrolStop.objects.bulk_create(rows, ignore_conflicts=True)
    write_activity(activity, "plan-patrol", by=by, at=at, facts={"shifts": len(chosen), "stops": len(stops)})
    return plan


def _stop_faults(shifts: Sequence[Shift], stops: Sequence[StopGiven]) -> dict[str, str]:
    """What keeps a stop from being walked on one of these shifts: a sentence for each, under "stops.3.hour", counted
    from none."""
    wrong: dict[str, str] = {}
    for shift in shifts:
        coming = set(shift.signups.coming().values_list("volunteer", flat=True))
        when, walked = {"when": said_moment(shift.starts_at)}, set()
        for turn, stop in enumerate(stops):
            minutes = stop.minutes_into(shift)
            if not 0 <= minutes < shift.minutes:
                said = _("The shift that begins on %(when)s does not last at this hour. Choose an hour within it.")
                wrong.setdefault(f"stops.{turn}.hour", said % when)
            elif (stop.cell.pk, minutes) in walked:
                wrong.setdefault(f"stops.{turn}.place", _("This cell at this hour is named already. Take one out."))
            elif stop.volunteer is not None and stop.volunteer.pk not in coming:
                said = _("She has not signed up for the shift that begins on %(when)s. Leave it to whoever is there.")
                wrong.setdefault(f"stops.{turn}.volunteer", said % when)
            walked.add((stop.cell.pk, minutes))
    return wrong


def alert_key_roads(*, at: datetime) -> int:
    """A key road on which nobody checked in a quarter of an hour after its time: whoever is to be called is called,
    once. How many roads that were."""
    due = PatrolStop.objects.filter(
        is_key_road=True,
        checked_in_at__isnull=True,
        alerted_at__isnull=True,
        starts_at__lte=at - GRACE,
        starts_at__gt=at - CALLED_WITHIN,
    ).exclude(shift__state=ShiftState.CALLED_OFF)
    rows = due.select_related("plan__call", "cell", "shift__activity__organisation")
    return one_by_one(rows, lambda stop: _alert(stop, at=at))


def _alert(stop: PatrolStop, *, at: datetime) -> bool:
    activity = hold_activity(stop.shift.activity)
    claimed = PatrolStop.objects.filter(pk=stop.pk, alerted_at__isnull=True, checked_in_at__isnull=True)
    if claimed.filter(starts_at__lte=at - GRACE).update(alerted_at=at) != 1:
        return False  # somebody checked in at this moment, or another hand was quicker
    context = {
        "activity": activity,
        "cell": stop.cell.code,
        "due": stop.starts_at,
        "url": f"{settings.SITE_URL}/volunteer/organisations/{activity.organisation.code}/shifts/{stop.shift.number}/",
    }
    tell_person(stop.plan.call, "key-road", f"stop:{stop.pk}", context, at=at, is_urgent=True)
    facts = {"cell": stop.cell.code, "shift": stop.shift.number}
    write_activity(activity, "alert-key-road", side="city", by=None, at=at, shift=stop.shift, facts=facts)
    return True
