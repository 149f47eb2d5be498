"""Shifts are laid, moved, called off, copied into another week; places are kept for organisations."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, TooLate
from civic.shifts.actions.calling_off import end_shifts
from civic.shifts.actions.checking import check_hours, numbered, permit_manager, reason_from
from civic.shifts.actions.holding import hold_activity, hold_shift, write_activity
from civic.shifts.actions.offering import offer_freed
from civic.shifts.actions.telling import moved_push, tell_volunteers
from civic.shifts.models import Activity, PatrolStop, Quota, Rota, Shift, ShiftPost, Signup
from civic.shifts.rules import AHEAD_DAYS, ActivityState, ShiftState, SignupState, monday_of, post_faults
from civic.volunteers.models import Organisation, Volunteer

DAY = timedelta(days=1)
CANCEL_BEFORE = DAY  # our own number: until a day before one cancels without asking
COPIED_MOST = 200
COPIED_WITHIN = 1100 * DAY  # whatever lies farther away was typed by mistake
NAMES = ("name_zh_hans", "name_zh_hant", "name_en")


@transaction.atomic
def lay_shift(
    activity: Activity,
    *,
    starts_at: datetime,
    ends_at: datetime,
    posts: Sequence[Mapping[str, Any]],
    by: Person,
    at: datetime,
    opens_at: datetime | None = None,
    leader: Person | None = None,
    where: str = "",
    lat: float | None = None,
    lon: float | None = None,
) -> Shift:
    """A shift with its posts (each: name_zh_hans, places, least, qualification, cell).

    Raises NotAllowed, TooLate once the activity is over, NotValid beside the field: hours that cannot be, posts without
    places, a day on which its danger is not insured.
    """
    activity = hold_activity(activity)
    permit_manager(activity.organisation, by)
    shift = lay(
        activity, starts_at, ends_at, posts, at=at, opens_at=opens_at, leader=leader, where=where, lat=lat, lon=lon
    )
    write_activity(activity, "lay-shift", by=by, at=at, shift=shift, facts={"shift": shift.number})
    return shift


def lay(
    activity: Activity,
    starts_at: datetime,
    ends_at: datetime,
    posts: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
    rota: Rota | None = None,
    opens_at: datetime | None = None,
    leader: Person | None = None,
    where: str = "",
    lat: float | None = None,
    lon: float | None = None,
) -> Shift:
    """The rows of one shift. Belongs in the transaction of an act that holds the activity."""
    if activity.state in (ActivityState.CALLED_OFF, ActivityState.ENDED):
        raise TooLate(_("This activity is over. Make a new one."))
    check_hours(activity, starts_at, ends_at, at=at)
    rows = [dict(post) for post in posts]
    if fault := post_faults(rows):
        raise NotValid(fields={"posts": fault})
    shift = numbered(
        lambda number: Shift.objects.create(
            activity=activity,
            rota=rota,
            number=number,
            starts_at=starts_at,
            ends_at=ends_at,
            opens_at=opens_at,
            cancel_until=max(at, starts_at - CANCEL_BEFORE),
            where=clean_line(where)[:120],
            lat=lat,
            lon=lon,
            leader=leader or activity.leader,
            changed_at=at,
        ),
        at=at,
    )
    ShiftPost.objects.bulk_create(
        ShiftPost(
            shift=shift,
            order=order,
            places=post["places"],
            least=post.get("least", 0),
            qualification_id=post.get("qualification"),
            cell_id=post.get("cell"),
            **{name: clean_line(str(post.get(name, "")))[:120] for name in NAMES},
        )
        for order, post in enumerate(rows, start=1)
    )
    return shift


@transaction.atomic
def move_shift(
    shift: Shift,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Person,
    at: datetime,
    where: str | None = None,
    lat: float | None = None,
    lon: float | None = None,
) -> Shift:
    """Another hour or place. Calendars follow, whoever comes is told, and until the shift begins anyone of them may
    cancel freely: it is not what they signed up for.

    Raises NotAllowed, TooLate once it began, NotValid as laying does.
    """
    shift = hold_shift(shift)
    permit_manager(shift.activity.organisation, by)
    _to_come(shift, at=at)
    check_hours(shift.activity, starts_at, ends_at, at=at)
    before = (shift.starts_at, shift.ends_at, shift.where, shift.lat, shift.lon)
    shift.starts_at, shift.ends_at = starts_at, ends_at
    if where is not None:
        shift.where, shift.lat, shift.lon = clean_line(where)[:120], lat, lon
    if before == (shift.starts_at, shift.ends_at, shift.where, shift.lat, shift.lon):
        return shift
    shift.cancel_until = starts_at  # whoever cannot make the new hour goes without a word
    shift.sequence, shift.changed_at = shift.sequence + 1, at
    shift.save()
    Signup.objects.filter(shift=shift, state=SignupState.COMING).update(reminded_at=None)
    _move_stops(shift, by=starts_at - before[0])
    facts = {"shift": shift.number, "from": before[0].isoformat(), "to": starts_at.isoformat()}
    write_activity(shift.activity, "move-shift", by=by, at=at, shift=shift, facts=facts)
    comes = Volunteer.objects.filter(
        signups__shift=shift, signups__state__in=[SignupState.COMING, SignupState.OFFERED, SignupState.WAITING]
    )
    tell_volunteers(comes, "shift-moved", shift, at=at, push=moved_push(shift), before=before[0])
    return shift


def _move_stops(shift: Shift, *, by: timedelta) -> None:
    """The cells of its patrol are walked so much later, or earlier, too, and none after its new end: a key road calls
    nobody at an hour at which nobody walks it any more."""
    stops = list(shift.stops.filter(checked_in_at__isnull=True))
    last = shift.ends_at - timedelta(minutes=1)
    hours = {(stop.cell_id, min(stop.starts_at + by, last)): stop for stop in stops}
    shift.stops.filter(checked_in_at__isnull=True).delete()  # laid anew, for two may come to one hour
    for (_cell, starts_at), stop in hours.items():
        stop.starts_at = starts_at
    PatrolStop.objects.bulk_create(hours.values())


@transaction.atomic
def call_off_shift(shift: Shift, *, by: Person, reason: str, at: datetime, is_weather: bool = False) -> Shift:
    """It does not take place, for the weather or another reason; whoever was to come hears at once.

    Raises NotAllowed, NotValid without a reason, TooLate once it is over or was called off. Its leader may call it off
    too: she stands in the storm.
    """
    shift = hold_shift(shift)
    if by.pk != shift.leader_id:
        permit_manager(shift.activity.organisation, by)
    if shift.state != ShiftState.OPEN or shift.ends_at <= at:
        raise TooLate(_("This shift is over, or was called off already."))
    why = reason_from(reason, ask=_("Say why it is called off. Whoever was to come reads it."))
    end_shifts([shift], why, is_weather=is_weather, at=at)
    facts = {"shift": shift.number, "reason": why, "weather": is_weather}
    write_activity(shift.activity, "call-off-shift", by=by, at=at, shift=shift, facts=facts)
    return shift


@transaction.atomic
def copy_week(organisation: Organisation, *, week: date, to: date, by: Person, at: datetime) -> list[Shift]:
    """Every open shift of one week again in another: same hours, posts and leaders, nobody signed up. A shift that is
    there already, or whose day its insurance does not cover, is left out.

    Raises NotAllowed, NotValid where the weeks are one or lie far away, or too many shifts would be laid.
    """
    permit_manager(organisation, by)
    today = localtime(at).date()
    if to > today + timedelta(days=AHEAD_DAYS):
        raise NotValid(fields={"to": _("Shifts are laid for a year ahead at most.")})
    if abs(week - today) > COPIED_WITHIN or to < today - 7 * DAY:
        raise NotValid(fields={"week": _("Copy a week of the last years, or of the year to come, into one to come.")})
    first, second = monday_of(week), monday_of(to)
    if first == second:
        raise NotValid(fields={"to": _("Choose another week than the one you copy.")})
    begins = make_aware(datetime.combine(first, datetime.min.time()))
    found = Shift.objects.filter(
        activity__organisation=organisation,
        activity__state__in=[ActivityState.SHOWN, ActivityState.DRAFT],
        state=ShiftState.OPEN,
        starts_at__gte=begins,
        starts_at__lt=begins + 7 * DAY,
    )
    shifts = list(found.select_related("activity", "leader").prefetch_related("posts")[: COPIED_MOST + 1])
    if len(shifts) > COPIED_MOST:
        raise NotValid(fields={"week": _("This week has too many shifts to copy at once.")})
    made = []
    for activity in sorted({shift.activity_id for shift in shifts}):
        held = hold_activity(next(shift.activity for shift in shifts if shift.activity_id == activity))
        mine = [shift for shift in shifts if shift.activity_id == activity]
        copies = [copy for shift in mine if (copy := _again(shift, held, days=(second - first).days, at=at))]
        if copies:
            facts = {"shifts": [copy.number for copy in copies], "week": second.isoformat()}
            write_activity(held, "copy-week", by=by, at=at, facts=facts)
        made += copies
    return made


def _again(shift: Shift, activity: Activity, *, days: int, at: datetime) -> Shift | None:
    starts, ends = (_later(moment, days) for moment in (shift.starts_at, shift.ends_at))
    if activity.shifts.filter(starts_at=starts, ends_at=ends).exclude(state=ShiftState.CALLED_OFF).exists():
        return None
    posts = [
        {name: getattr(post, name) for name in NAMES}
        | {"places": post.places, "least": post.least, "qualification": post.qualification_id, "cell": post.cell_id}
        for post in shift.posts.all()
    ]
    try:
        return lay(
            activity,
            starts,
            ends,
            posts,
            at=at,
            leader=shift.leader,
            where=shift.where,
            lat=shift.lat,
            lon=shift.lon,
        )
    except NotValid:
        return None


def _later(moment: datetime, days: int) -> datetime:
    """The same hour by the clocks of the city, so many days later."""
    local = localtime(moment)
    return make_aware(datetime.combine(local.date() + days * DAY, local.time()))


@transaction.atomic
def keep_quota(
    post: ShiftPost, organisation: Organisation, *, places: int, until: datetime, by: Person, at: datetime
) -> Quota:
    """Places of a post are kept for an organisation's own people until an hour; then they are everybody's. No places:
    they are everybody's at once, and offered to whoever waits.

    Raises NotAllowed, NotValid where there are not so many or the hour lies after the beginning, TooLate.
    """
    shift = hold_shift(post.shift)
    permit_manager(shift.activity.organisation, by)
    _to_come(shift, at=at)
    others = sum(post.quotas.exclude(organisation=organisation).values_list("places", flat=True))
    if not 0 <= places <= post.places - others:
        raise NotValid(fields={"places": _("There are not so many places at this post.")})
    if places and not at < until <= shift.starts_at:
        raise NotValid(fields={"until": _("Choose an hour before the shift begins.")})
    if not places:
        post.quotas.filter(organisation=organisation).delete()
        offer_freed(shift, at=at)
    facts = {"shift": shift.number, "organisation": organisation.code, "places": places}
    write_activity(shift.activity, "keep-quota", by=by, at=at, shift=shift, facts=facts)
    if not places:
        return Quota(post=post, organisation=organisation, places=0, until=until)
    quota, _is_new = Quota.objects.update_or_create(
        post=post, organisation=organisation, defaults={"places": places, "until": until}
    )
    return quota


def _to_come(shift: Shift, *, at: datetime) -> None:
    if shift.state != ShiftState.OPEN:
        raise Conflict(_("This shift is over, or was called off already."))
    if shift.starts_at <= at:
        raise TooLate(_("This shift has begun."))
