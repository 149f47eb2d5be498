"""Who is on duty at an hour, what a roster says of a week, where nobody is there, and who may change it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from civic.lib.refusals import Sentence
from civic.offices.models import NEVER_ANSWERING, Absence, DutyDay, DutyShift, Office, OfficeKind, Officer, Post
from civic.offices.queries.hands import OfficerHand
from civic.offices.queries.workdays import is_workday
from civic.offices.rules import Role
from civic.offices.rules.duty import (
    CALL_MINUTES,
    DAY,
    WEEKDAYS,
    Hours,
    Rank,
    clock_of,
    gaps,
    may_keep_roster,
    pattern_day,
)

LISTED = 300
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OnDuty:
    """Somebody on duty: who is called, at which rank, until when. Of an officer who is away, whoever stands in."""

    rank: int
    officer: Officer
    until: datetime

    @property
    def rank_words(self) -> Sentence:
        """First, second or head."""
        return Rank(self.rank).label


@dataclass(frozen=True)
class ShiftOn:
    """A shift as it falls on one day. `officer` is whoever is called; `away` the one planned, where somebody stands in;
    a shift is vacant where its officer holds no post in the office any more."""

    shift: DutyShift
    officer: Officer
    away: Officer | None = None
    is_vacant: bool = False

    @property
    def hours(self) -> Hours:
        """In minutes from the midnight of its own day."""
        return Hours(self.shift.starts, self.shift.ends)

    @property
    def rank(self) -> int:
        """When it is called."""
        return self.shift.rank

    @property
    def starts(self) -> str:
        """As a clock shows it."""
        return clock_of(self.shift.starts)

    @property
    def ends(self) -> str:
        """As a clock shows it."""
        return clock_of(self.shift.ends)

    @property
    def ends_next_day(self) -> bool:
        """Does it run through midnight?"""
        return self.shift.ends > DAY


@dataclass(frozen=True)
class DutyDayPlan:
    """One day of a roster: its shifts, and the hours nobody covers."""

    name: Sentence
    day: date | None  # None in the weekly pattern
    weekday: int
    is_own: bool  # planned by itself
    is_day_off: bool
    shifts: tuple[ShiftOn, ...]
    gaps: tuple[Hours, ...]

    @property
    def gap_words(self) -> list[str]:
        """Each gap as a clock shows it."""
        return [f"{clock_of(gap.starts)}-{clock_of(gap.ends)}" for gap in self.gaps]

    @property
    def key(self) -> str:
        """How the address names it."""
        return self.day.isoformat() if self.day else str(self.weekday)


@dataclass(frozen=True)
class DutyWeek:
    """Seven days of a roster."""

    office: Office
    monday: date | None
    days: tuple[DutyDayPlan, ...]

    @cached_property
    def has_gaps(self) -> bool:
        """Is there an hour at which nobody is called?"""
        return any(day.gaps for day in self.days)

    @property
    def is_empty(self) -> bool:
        """Was nobody planned at all?"""
        return not any(day.shifts for day in self.days)


def on_duty(office: Office, *, at: datetime) -> list[OnDuty]:
    """Who is on duty in an office at this moment, in the order of calling; of two at one rank whoever began later."""
    now = timezone.localtime(at)
    today, minute = now.date(), now.hour * 60 + now.minute
    plans = _shifts_of(office, today - _A_DAY, today)
    found: dict[int, OnDuty] = {}
    for day, passed in ((today - _A_DAY, minute + DAY), (today, minute)):
        for one in sorted(plans[day], key=lambda one: one.hours):
            if one.hours.starts <= passed < one.hours.ends and not one.is_vacant:
                found[one.rank] = OnDuty(one.rank, one.officer, _moment(day, one.hours.ends))
    return [found[rank] for rank in sorted(found)]


def heads_of(office: Office, *, on: date) -> list[Officer]:
    """Whoever heads an office on a day."""
    posts = Post.objects.held_on(on).filter(office=office, role=Role.HEAD).select_related("officer__person")
    return list({post.officer_id: post.officer for post in posts.order_by("pk")}.values())


def call_minutes(office: Office) -> int:
    """After how many minutes without an answer this office's next person is called."""
    roster = getattr(office, "roster", None)
    return roster.minutes if roster is not None else CALL_MINUTES


def duty_week(office: Office, monday: date) -> DutyWeek:
    """The roster of an office in a week; five queries."""
    own = set(DutyDay.objects.filter(roster__office=office).values_list("day", flat=True))
    plans = _shifts_of(office, monday - _A_DAY, monday + 6 * _A_DAY)
    days = []
    for ahead in range(7):
        day = monday + ahead * _A_DAY
        days.append(
            DutyDayPlan(
                name=WEEKDAYS[day.weekday()],
                day=day,
                weekday=day.weekday(),
                is_own=day in own,
                is_day_off=not is_workday(day),
                shifts=tuple(plans[day]),
                gaps=tuple(gaps(_covering(plans[day], plans[day - _A_DAY]))),
            )
        )
    return DutyWeek(office, monday, tuple(days))


def duty_pattern(office: Office, *, on: date) -> DutyWeek:
    """The weekly pattern of an office, with whoever holds a post on a day; three queries."""
    shifts = list(_rows(office).filter(weekday__isnull=False))
    held = _held(office, shifts)
    by_day: dict[int, list[ShiftOn]] = {weekday: [] for weekday in range(7)}
    for shift in shifts:
        if shift.weekday is not None:
            is_vacant = not _holds(held, shift.officer_id, on)
            by_day[shift.weekday].append(ShiftOn(shift, shift.officer, is_vacant=is_vacant))
    days = [
        DutyDayPlan(
            name=WEEKDAYS[weekday],
            day=None,
            weekday=weekday,
            is_own=True,
            is_day_off=False,
            shifts=tuple(sorted(by_day[weekday], key=_order)),
            gaps=tuple(gaps(_covering(by_day[weekday], by_day[(weekday - 1) % 7]))),
        )
        for weekday in range(7)
    ]
    return DutyWeek(office, None, tuple(days))


def keeps_roster(hand: OfficerHand | None, office: Office) -> bool:
    """May this officer change the roster of this office?"""
    if hand is None:
        return False
    command = {post.office_id for post in hand.posts}
    return may_keep_roster(
        side=hand.side,
        roles_here=[post.role for post in hand.posts if post.office_id == office.pk],
        is_of_command=Office.objects.filter(pk__in=command, kind=OfficeKind.COMMAND).exists(),
        is_checking_office=office.kind == OfficeKind.SUPERVISION,
        is_acting_office=office.kind == OfficeKind.COMMAND or office.kind not in NEVER_ANSWERING,
    )


def rosters_read_by(hand: OfficerHand) -> QuerySet[Office]:
    """The offices whose roster this officer may read: her own; whoever commands or supervises reads all that answer."""
    offices = Office.objects.filter(is_active=True).order_by("code")
    own = Q(pk__in=hand.office_ids)
    if {Role.DISPATCHER.value, Role.SUPERVISOR.value} & hand.roles:
        return offices.filter(own | ~Q(kind__in=[OfficeKind.REVIEW, OfficeKind.COUNCIL]))
    return offices.filter(own)


def rosters_listed(hand: OfficerHand) -> list[Office]:
    """Of these her own, and those that keep a roster; the others are found by their code."""
    kept = Q(pk__in=hand.office_ids) | Q(roster__isnull=False)
    return list(rosters_read_by(hand).filter(kept)[:LISTED])


def officers_of(office: Office, *, on: date) -> list[Officer]:
    """Whoever holds a post in an office on a day, and can be on duty for it."""
    posts = Post.objects.held_on(on).filter(office=office).order_by().values("officer")
    return list(Officer.objects.filter(pk__in=posts).select_related("person").order_by("number"))


def desk_opens_next(at: datetime) -> datetime | None:
    """When the desk opens next; None while it is open."""
    now = timezone.localtime(at)
    if is_workday(now.date()) and settings.DESK_OPENS <= now.time() < settings.DESK_CLOSES:
        return None
    day = now.date() if now.time() < settings.DESK_OPENS else now.date() + _A_DAY
    while not is_workday(day):
        day += _A_DAY
    return timezone.make_aware(datetime.combine(day, settings.DESK_OPENS))


# --- the rows ---


def _rows(office: Office) -> QuerySet[DutyShift]:
    return DutyShift.objects.filter(roster__office=office).select_related("officer__person", "officer__duty_contact")


def _shifts_of(office: Office, first: date, last: date) -> dict[date, list[ShiftOn]]:
    """The shifts of each day, whether of the pattern or of the day itself; four queries at most."""
    days = [first + ahead * _A_DAY for ahead in range((last - first).days + 1)]
    shifts = list(_rows(office).filter(Q(day__range=(first, last)) | Q(weekday__isnull=False)))
    if not shifts:
        return {day: [] for day in days}
    own = set(DutyDay.objects.filter(roster__office=office, day__range=(first, last)).values_list("day", flat=True))
    held, away = _held(office, shifts), _away(shifts, first, last)
    plans = {}
    for day in days:
        follows = pattern_day(day, is_worked=is_workday(day))
        ours = [one for one in shifts if (one.day == day if day in own else one.weekday == follows)]
        plans[day] = sorted((_on(one, day, held, away) for one in ours), key=_order)
    return plans


def _on(shift: DutyShift, day: date, held: dict[int, list[Post]], away: Sequence[Absence]) -> ShiftOn:
    absence = next((one for one in away if one.officer_id == shift.officer_id and one.starts <= day <= one.ends), None)
    is_vacant = not _holds(held, shift.officer_id, day)
    if absence is None:
        return ShiftOn(shift, shift.officer, is_vacant=is_vacant)
    return ShiftOn(shift, absence.stand_in, away=shift.officer, is_vacant=is_vacant)


def _held(office: Office, shifts: Iterable[DutyShift]) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = {}
    officers = {shift.officer_id for shift in shifts}
    for post in Post.objects.filter(office=office, officer__in=officers) if officers else ():
        found.setdefault(post.officer_id, []).append(post)
    return found


def _holds(held: dict[int, list[Post]], officer: int, day: date) -> bool:
    return any(post.starts <= day and (post.ends is None or post.ends >= day) for post in held.get(officer, ()))


def _away(shifts: Iterable[DutyShift], first: date, last: date) -> list[Absence]:
    absences = Absence.objects.filter(
        officer__in={shift.officer_id for shift in shifts}, starts__lte=last, ends__gte=first
    )
    return list(absences.select_related("stand_in__person", "stand_in__duty_contact").order_by("pk"))


def _covering(today: Iterable[ShiftOn], before: Iterable[ShiftOn]) -> list[Hours]:
    """What covers a day: its own shifts, and the nights that run into it."""
    own = [one.hours for one in today if not one.is_vacant]
    nights = [Hours(one.hours.starts - DAY, one.hours.ends - DAY) for one in before if not one.is_vacant]
    return own + [night for night in nights if night.ends > 0]


def _order(one: ShiftOn) -> tuple[Any, ...]:
    return (one.rank, one.shift.starts, one.shift.pk)


def _moment(day: date, minute: int) -> datetime:
    moment = datetime.combine(day + (minute // DAY) * _A_DAY, time(minute % DAY // 60, minute % 60))
    return timezone.make_aware(moment)
