"""A shift that comes again: its rota is laid, and shifts are laid weeks ahead, without days off."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotValid
from civic.lib.sweeping import one_by_one
from civic.offices.queries import is_workday
from civic.shifts.actions.checking import permit_manager
from civic.shifts.actions.holding import hold_activity, write_activity
from civic.shifts.actions.laying import lay
from civic.shifts.models import Activity, Rota, Shift
from civic.shifts.rules import AHEAD_DAYS, LAID_AHEAD, ActivityState, Recurring, ShiftState, post_faults, rota_days
from civic.volunteers.rules import OrganisationState

EVERY_MOST = 8
WEEKEND = 5


@transaction.atomic
def lay_rota(
    activity: Activity,
    *,
    weekdays: Sequence[int],
    starts: time,
    ends: time,
    from_on: date,
    until_on: date,
    posts: Sequence[dict[str, Any]],
    by: Person,
    at: datetime,
    every_weeks: int = 1,
    skips_holidays: bool = True,
) -> Rota:
    """A shift comes again on these weekdays; its shifts are laid eight weeks ahead at once, the rest as time goes.
    One that ends at an earlier hour than it begins ends on the next day.

    Raises NotAllowed, NotValid beside the field.
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    wrong: dict[str, Any] = {}
    if not weekdays or any(not 0 <= day <= 6 for day in weekdays):
        wrong["weekdays"] = _("Choose at least one day of the week.")
    if not localtime(at).date() <= from_on <= until_on <= localtime(at).date() + timedelta(days=AHEAD_DAYS):
        wrong["until_on"] = _("Choose a first and a last day within a year from today.")
    if not 1 <= every_weeks <= EVERY_MOST:
        wrong["every_weeks"] = _("Choose between each week and each eighth week.")
    if starts == ends:
        wrong["ends"] = _("The shift must end after it begins.")
    if fault := post_faults(posts):
        wrong["posts"] = fault
    if wrong:
        raise NotValid(fields=wrong)
    rota = Rota.objects.create(
        activity=activity,
        weekdays=sorted(set(weekdays)),
        starts=starts,
        ends=ends,
        from_on=from_on,
        until_on=until_on,
        every_weeks=every_weeks,
        skips_holidays=skips_holidays,
        posts=list(posts),
        made_by=by,
        made_at=at,
    )
    made = _extend(rota, activity, at=at)
    write_activity(activity, "lay-rota", by=by, at=at, facts={"rota": rota.pk, "shifts": len(made)})
    return rota


def extend_rotas(*, at: datetime) -> int:
    """Rotas that run are laid further ahead; days that an insurance does not cover are left out. How many
    shifts were laid."""
    until = localtime(at).date() + LAID_AHEAD
    due = Rota.objects.filter(
        ended_at__isnull=True,
        activity__state__in=[ActivityState.DRAFT, ActivityState.SHOWN],
        activity__organisation__state=OrganisationState.ACTIVE,
        until_on__gte=localtime(at).date(),
    ).exclude(laid_until__gte=until)
    return one_by_one(due.select_related("activity").order_by("pk"), lambda rota: _extend_due(rota, due, at=at))


def _extend_due(rota: Rota, due: QuerySet[Rota], *, at: datetime) -> int:
    activity = hold_activity(rota.activity)
    held = due.filter(pk=rota.pk).first()
    made = _extend(held, activity, at=at) if held else []  # it ended, or was laid on, meanwhile
    if made:
        facts = {"rota": rota.pk, "shifts": len(made)}
        write_activity(activity, "extend-rota", side="city", by=None, at=at, facts=facts)
    return len(made)


def _extend(rota: Rota, activity: Activity, *, at: datetime) -> list[Shift]:
    until = localtime(at).date() + LAID_AHEAD
    recurring = Recurring(rota.weekdays, rota.from_on, rota.until_on, rota.every_weeks, rota.skips_holidays)
    made = []
    for day in rota_days(recurring, after=rota.laid_until, until=until, is_holiday=_is_holiday):
        starts_at = make_aware(datetime.combine(day, rota.starts))
        later = day if rota.ends > rota.starts else day + timedelta(days=1)
        ends_at = make_aware(datetime.combine(later, rota.ends))
        if activity.shifts.filter(starts_at=starts_at).exclude(state=ShiftState.CALLED_OFF).exists():
            continue
        try:
            made.append(lay(activity, starts_at, ends_at, rota.posts, at=at, rota=rota))
        except NotValid:
            continue  # an hour that has passed, or a day that is not insured
    rota.laid_until = until
    rota.save(update_fields=["laid_until"])
    return made


def _is_holiday(day: date) -> bool:
    """A day off that falls on a day of the week on which the city usually works."""
    return day.weekday() < WEEKEND and not is_workday(day)
