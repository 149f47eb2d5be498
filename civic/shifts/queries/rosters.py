"""Who comes, who waits, who could be asked; a week of an organisation; a volunteer's own shifts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone, localtime, make_aware
from django.utils.translation import ngettext

from civic.lib.sheets import sheet_lines
from civic.shifts.models import Shift, Signup, StandIn
from civic.shifts.models.signups import OPEN
from civic.shifts.queries.cards import Card, cards_of
from civic.shifts.queries.helpers import helpers_of
from civic.shifts.rules import ActivityState, ShiftState, SignupState, hindrance, monday_of
from civic.volunteers.models import Organisation, Volunteer, VolunteerIdentity

FREE_LOOKED_AT, FREE_MOST = 300, 50
WEEKS_MOST = 12
WEEK_HEADER = ("number", "activity", "starts", "ends", "where", "places", "taken", "state")


@dataclass(frozen=True)
class Rostered:
    """Somebody on the roster: by number everywhere, by name only for whoever leads or manages."""

    signup: Signup
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class WeekDay:
    """One day of a week with its shifts."""

    day: date
    cards: list[Card]


def coming_to(shift: Shift) -> QuerySet[Signup]:
    """Whoever comes to a shift, in the order in which they signed up."""
    rows = Signup.objects.coming().filter(shift=shift).select_related("volunteer", "post", "shift")
    return rows.order_by("post__order", "came_in_at", "pk")


def roster(shift: Shift, *, with_names: bool = False) -> list[Rostered]:
    """Everybody who has to do with a shift: who comes, is offered a place, was asked, waits. Names and contacts are
    opened only for whoever leads or manages it, and only of those who come."""
    rows = Signup.objects.filter(shift=shift, state__in=OPEN).select_related("volunteer", "post", "instead_of")
    order = {SignupState.COMING: 0, SignupState.OFFERED: 1, SignupState.INVITED: 2, SignupState.WAITING: 3}
    signups = sorted(rows, key=lambda one: (order[SignupState(one.state)], one.post.order, one.queued_at or one.at))
    if not with_names:
        return [Rostered(one) for one in signups]
    coming = [one.volunteer_id for one in signups if one.state == SignupState.COMING]
    people = {one.volunteer_id: one for one in VolunteerIdentity.objects.filter(volunteer__in=coming)}
    told = {key: (one.name, one.contact) for key, one in people.items()}
    return [Rostered(one, *told.get(one.volunteer_id, ("", ""))) for one in signups]


def offered_to(volunteer: Volunteer, *, at: datetime) -> QuerySet[Signup]:
    """The offers that stand for a volunteer, the first to end first."""
    mine = Signup.objects.filter(volunteer=volunteer, state=SignupState.OFFERED, offer_until__gt=at)
    return mine.select_related("shift__activity__organisation").order_by("offer_until")


def mine_of(volunteer: Volunteer, *, at: datetime) -> list[Signup]:
    """A volunteer's shifts to come, whatever she is to them, the nearest first. One statement."""
    mine = Signup.objects.filter(volunteer=volunteer, state__in=OPEN, shift__ends_at__gt=at)
    rows = mine.select_related("shift__activity", "shift__leader", "post").defer("shift__activity__leader_phone")
    return list(rows.order_by("shift__starts_at", "pk")[:100])


def place_in_line(signup: Signup) -> int:
    """The how-manieth of the waiting list she is."""
    before = Signup.objects.in_line().filter(shift=signup.shift_id, queued_at__lt=signup.queued_at)
    return before.count() + 1


def stand_ins_for(volunteer: Volunteer, *, at: datetime) -> QuerySet[StandIn]:
    """What somebody looks for: of everybody, and what was asked of her; never her own."""
    rows = StandIn.objects.filter(ended_at__isnull=True, signup__shift__starts_at__gt=at)
    rows = rows.filter(Q(to__isnull=True) | Q(to=volunteer)).exclude(signup__volunteer=volunteer)
    return rows.select_related("signup__shift__activity", "swap_for__shift__activity").order_by("at")[:50]


def week_of(organisation: Organisation, monday: date, *, at: datetime) -> list[WeekDay]:
    """A week of an organisation, its drafts too, day by day. Two statements."""
    begins, ends = (make_aware(datetime.combine(day, time())) for day in (monday, monday + timedelta(days=7)))
    shifts = Shift.objects.filter(activity__organisation=organisation, starts_at__gte=begins, starts_at__lt=ends)
    shifts = shifts.exclude(activity__state=ActivityState.CALLED_OFF).order_by("starts_at", "pk")
    cards = cards_of(shifts, at=at)
    days = [monday + timedelta(days=n) for n in range(7)]
    return [WeekDay(day, [card for card in cards if card.local.date() == day]) for day in days]


def weeks_after(organisation: Organisation, monday: date, *, at: datetime) -> list[tuple[date, str]]:
    """The weeks to come into which one could be copied, in words with how many shifts lie there already; never itself.
    One statement."""
    first = max(monday, monday_of(localtime(at).date()))
    weeks = [first + timedelta(weeks=n) for n in range(WEEKS_MOST + 1)]
    begins, ends = (make_aware(datetime.combine(day, time())) for day in (weeks[0], weeks[-1] + timedelta(weeks=1)))
    laid = Shift.objects.filter(
        activity__organisation=organisation, state=ShiftState.OPEN, starts_at__gte=begins, starts_at__lt=ends
    )
    counts = Counter(monday_of(localtime(one).date()) for one in laid.values_list("starts_at", flat=True))
    return [(week, _told(week, counts[week])) for week in weeks if week != monday][:WEEKS_MOST]


def _told(monday: date, count: int) -> str:
    days = f"{date_format(monday, 'MONTH_DAY_FORMAT')} – {date_format(monday + timedelta(days=6), 'MONTH_DAY_FORMAT')}"
    if not count:
        return days
    many = ngettext("%(count)s shift lies there already", "%(count)s shifts lie there already", count)
    return f"{days} · {many % {'count': count}}"


def free_for(shift: Shift, *, at: datetime) -> list[Volunteer]:
    """Volunteers who could come and were not asked: qualified, free, rested. The same statements however many."""
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
    asked = Signup.objects.filter(shift=shift).values("volunteer")
    people = list(Volunteer.objects.active().exclude(pk__in=asked).order_by("number")[:FREE_LOOKED_AT])
    helpers = helpers_of([one.pk for one in people], at=at)
    zone = get_default_timezone()
    fit = [one for one in people if hindrance(helpers[one.pk], card.offer, at=at, zone=zone) is None]
    return fit[:FREE_MOST]


def week_sheet(organisation: Organisation, monday: date, *, at: datetime) -> Iterator[str]:
    """A week as a table of values, one row a shift; nobody is named in it."""
    cards = (card for day in week_of(organisation, monday, at=at) for card in day.cards)
    return sheet_lines(WEEK_HEADER, map(_cells, cards))


def _cells(card: Card) -> list[object]:
    begins, ends = f"{card.local:%Y-%m-%d %H:%M}", f"{localtime(card.ends):%Y-%m-%d %H:%M}"
    return [
        card.number,
        card.name,
        begins,
        ends,
        card.where,
        card.places,
        card.taken,
        str(ShiftState(card.offer.state).label),
    ]
