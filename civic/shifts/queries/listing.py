"""What somebody can take, what not and why: the list of shifts to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.timezone import get_default_timezone, localtime

from civic.courses.models import Qualification
from civic.places.models import Area
from civic.shifts.models import Shift
from civic.shifts.queries.cards import Card, cards_of
from civic.shifts.queries.helpers import helper_of
from civic.shifts.rules import CHECK_IN_BEFORE, CHECK_OUT_AFTER, Helper, Hindrance, SignupState, Why, hindrance
from civic.volunteers.models import Volunteer

LISTED_MOST = 200
WEEK = timedelta(days=7)
EVENING = 18


@dataclass(frozen=True)
class Listed:
    """A shift of the list, and why not, if not."""

    card: Card
    hindrance: Hindrance | None = None


@dataclass(frozen=True)
class Day:
    """The shifts of one day."""

    day: date
    rows: list[Listed]


@dataclass(frozen=True)
class Listing:
    """First what she can take, by day; then the rest, each with why not."""

    open_days: list[Day]
    others: list[Listed]
    mine: list[Listed]
    helper: Helper | None

    @property
    def open_count(self) -> int:
        """How many she can take."""
        return sum(len(day.rows) for day in self.open_days)

    def is_on(self, at: datetime) -> bool:
        """Can she check in or out of one of her shifts now?"""
        if self.helper is None:
            return False
        return any(
            one.busy.starts - CHECK_IN_BEFORE <= at < one.busy.ends + CHECK_OUT_AFTER
            for one in self.helper.held
            if self.helper.states.get(one.shift) == SignupState.COMING
        )


def why_not(volunteer: Volunteer | None, shift: Shift, *, at: datetime) -> Why | None:
    """The one reason for which somebody cannot take this shift now; None if she can."""
    found = hindrance_of(volunteer, shift, at=at)
    return found.why if found else None


def hindrance_of(volunteer: Volunteer | None, shift: Shift, *, at: datetime) -> Hindrance | None:
    """The same, with what it is about."""
    if volunteer is None:
        return Hindrance(Why.NO_VOLUNTEER)
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
    return hindrance(helper_of(volunteer, at=at), card.offer, at=at, zone=get_default_timezone())


def ahead(at: datetime, *, organisation: int | None = None) -> QuerySet[Shift]:
    """The shifts to come, the nearest first, so many as a page bears."""
    shifts = Shift.objects.ahead(at).order_by("starts_at", "pk")
    return (shifts.filter(activity__organisation=organisation) if organisation else shifts)[:LISTED_MOST]


def listing(
    volunteer: Volunteer | None, *, at: datetime, evening: bool = False, areas: bool = False, area: Area | None = None
) -> Listing:
    """The list for one volunteer; for strangers what is on within the week, by day. However many shifts and however
    long she has served, the same statements."""
    shifts = Shift.objects.ahead(at)
    if volunteer is None:
        shifts = shifts.filter(starts_at__lt=at + WEEK)
    if area is not None:
        shifts = shifts.filter(activity__area=area)
    if areas and volunteer is not None:
        shifts = shifts.filter(activity__area__in=volunteer.areas.values("pk"))
    cards = cards_of(shifts.order_by("starts_at", "pk")[:LISTED_MOST], at=at)
    if evening:
        cards = [card for card in cards if card.local.hour >= EVENING]
    if volunteer is None:
        return Listing(by_day(Listed(card) for card in cards), [], [], None)
    helper, zone = helper_of(volunteer, at=at), get_default_timezone()
    rows = [Listed(card, hindrance(helper, card.offer, at=at, zone=zone)) for card in cards]
    can = [row for row in rows if row.hindrance is None]
    mine = [row for row in rows if row.hindrance is not None and row.hindrance.why == Why.SIGNED_UP]
    others = [row for row in rows if row.hindrance is not None and row.hindrance.why != Why.SIGNED_UP]
    return Listing(by_day(can), others, mine, helper)


def by_day(rows: Iterable[Listed]) -> list[Day]:
    """Rows in their order, parted by the city's days."""
    days: list[Day] = []
    for row in rows:
        day = row.card.local.date()
        if not days or days[-1].day != day:
            days.append(Day(day, []))
        days[-1].rows.append(row)
    return days


def qualification_names(keys: Iterable[int]) -> dict[int, str]:
    """What the qualifications are called that the rows ask for. One statement, none where nothing is asked."""
    wanted = set(keys)
    return {one.pk: one.name for one in Qualification.objects.filter(pk__in=wanted)} if wanted else {}


def days_ahead(at: datetime, count: int = 7) -> list[date]:
    """Today and the days after it."""
    today = localtime(at).date()
    return [today + timedelta(days=n) for n in range(count)]
