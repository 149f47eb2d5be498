"""Keep a duty roster: who is on duty when, in which order they are called, and how an officer is reached."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.lib.sealed import normal_email, normal_phone
from civic.offices.actions.facts import check_days
from civic.offices.models import DutyContact, DutyDay, DutyRoster, DutyShift, Office, Officer
from civic.offices.queries import ShiftOn, duty_week, hand_of, is_workday, keeps_roster, officers_of
from civic.offices.rules.duty import (
    DAY,
    WEEKDAYS,
    Hours,
    Rank,
    clock_of,
    hours_of_shift,
    minutes_fault,
    overlap,
    overlap_in_week,
    pattern_day,
)

_A_DAY = timedelta(days=1)
_NOT_YOURS = _("The head of the office and the command centre keep its roster; a centre that checks keeps its own.")


@transaction.atomic
def set_call_minutes(office: Office, *, minutes: int, by: Person, at: datetime) -> DutyRoster:
    """After so many minutes without an answer the next person of this office is called. Raises NotAllowed, NotValid."""
    roster = _hold(office, by=by, at=at)
    if fault := minutes_fault(minutes):
        raise NotValid(fields={"minutes": fault})
    roster.minutes = minutes
    roster.save(update_fields=["minutes"])
    return roster


@transaction.atomic
def plan_shift(
    office: Office,
    *,
    officer: Officer,
    rank: int,
    starts: time,
    ends: time,
    weekday: int | None = None,
    day: date | None = None,
    by: Person,
    at: datetime,
) -> DutyShift:
    """Somebody of the office is on duty from one hour to another, on a day of every week or on one day, which then is
    planned by itself: what the pattern says of it is copied first.

    Raises NotAllowed, NotValid for somebody without a post there or a day that is past, and Taken where the hours
    overlap others of the same rank, or the same person's.
    """
    roster = _hold(office, by=by, at=at)
    if rank not in Rank.values:
        raise NotValid(fields={"rank": _("Choose when this person is called.")})
    if (weekday is None) == (day is None) or (weekday is not None and weekday not in range(7)):
        raise NotValid(fields={"day": _("Choose a day of the week, or one day.")})
    today = timezone.localdate(at)
    if officer not in officers_of(office, on=day or today):
        raise NotValid(fields={"officer": _("This person holds no post in the office on that day.")})
    hours = hours_of_shift(starts, ends)
    if day is not None:
        _check_day(day, at=at)
        _plan_by_itself(roster, day, by=by, at=at)
        _refuse_overlap_on(office, day, rank, officer, hours)
    else:
        _refuse_overlap_in_week(roster, weekday or 0, rank, officer, hours)
    return DutyShift.objects.create(
        roster=roster,
        weekday=weekday,
        day=day,
        rank=rank,
        officer=officer,
        starts=hours.starts,
        ends=hours.ends,
        planned_by=by,
        planned_at=at,
    )


@transaction.atomic
def plan_every_week(
    office: Office,
    *,
    officer: Officer,
    rank: int,
    starts: time,
    ends: time,
    weekdays: Iterable[int],
    by: Person,
    at: datetime,
) -> list[DutyShift]:
    """The same hours on several days of every week, all of them or none. Refused as for one day."""
    told: dict[str, Any] = {"officer": officer, "rank": rank, "starts": starts, "ends": ends, "by": by, "at": at}
    return [plan_shift(office, weekday=weekday, **told) for weekday in weekdays]


@transaction.atomic
def drop_shift(shift: DutyShift, *, on: date | None = None, by: Person, at: datetime) -> None:
    """Somebody is not on duty after all: of the weekly pattern every week, or only on one day where `on` names it.
    Raises NotAllowed; Conflict where somebody was quicker; NotValid for a day that is past."""
    roster = _hold(shift.roster.office, by=by, at=at)
    kept = DutyShift.objects.filter(pk=shift.pk, roster=roster).first()
    if kept is None:
        raise Conflict(_("Somebody has taken this off the roster already."))
    if kept.day is not None or on is None:
        if kept.day is not None:
            _check_day(kept.day, at=at)
        kept.delete()
        return
    _check_day(on, at=at)
    if DutyDay.objects.filter(roster=roster, day=on).exists() or kept.weekday != _follows(on):
        raise Conflict(_("The weekly pattern says nothing of this day any more. Look at it again."))
    _plan_by_itself(roster, on, without=kept, by=by, at=at)


@transaction.atomic
def follow_pattern(office: Office, *, day: date, by: Person, at: datetime) -> None:
    """A day planned by itself follows the weekly pattern again. Raises NotAllowed; NotValid for a day that is past;
    Conflict where it does so already."""
    roster = _hold(office, by=by, at=at)
    _check_day(day, at=at)
    if not DutyDay.objects.filter(roster=roster, day=day).exists():
        raise Conflict(_("This day follows the weekly pattern already."))
    DutyShift.objects.filter(roster=roster, day=day).delete()
    DutyDay.objects.filter(roster=roster, day=day).delete()


@transaction.atomic
def copy_week(office: Office, *, to: date, by: Person, at: datetime) -> int:
    """The week that begins on this Monday is planned as the week before was, day by day; days that are past or planned
    by themselves stay. Returns how many days. Raises NotAllowed; NotValid for a day that is no Monday; Conflict where
    nothing is left to copy, or nobody was on duty."""
    roster = _hold(office, by=by, at=at)
    check_days(day=to)
    if to.weekday() != 0:
        raise NotValid(fields={"day": _("A week begins on Monday.")})
    before = duty_week(office, to - 7 * _A_DAY)
    if before.is_empty:
        raise Conflict(_("Nobody was on duty in the week before. There is nothing to copy."))
    own = set(DutyDay.objects.filter(roster=roster).values_list("day", flat=True))
    copied = 0
    for plan in before.days:
        assert plan.day is not None
        day = plan.day + 7 * _A_DAY
        if day in own or day < timezone.localdate(at):
            continue
        DutyDay.objects.create(roster=roster, day=day)
        _copy(roster, [one for one in plan.shifts if not one.is_vacant], day, by=by, at=at)
        copied += 1
    if not copied:
        raise Conflict(_("Every day of this week is planned by itself or past. Let a day follow the pattern first."))
    return copied


@transaction.atomic
def set_duty_contact(*, by: Person, email: str = "", phone: str = "", language: str = "", at: datetime) -> DutyContact:
    """An officer says how she is called when she is on duty; sealed, and shown to nobody else. Raises NotAllowed for
    whoever is no officer, NotValid for an address that is none, or where both are missing."""
    officer = Officer.objects.filter(person=by).first()
    if officer is None or hand_of(by, on=timezone.localdate(at)) is None:
        raise NotAllowed(_("Only officers are called to duty."))
    mail, number = normal_email(email) if email else "", normal_phone(phone) if phone else ""
    wrong = {}
    if mail is None:
        wrong["email"] = _("This is not an e-mail address.")
    if number is None:
        wrong["phone"] = _("This is not a telephone number.")
    if not wrong and not mail and not number:
        wrong["phone"] = _("Give a telephone number or an e-mail address: you cannot be called without one.")
    if wrong:
        raise NotValid(fields=wrong)
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    told = {"email": mail or "", "phone": number or "", "language": known, "set_at": at}
    return DutyContact.objects.update_or_create(officer=officer, defaults=told)[0]


# --- the pieces ---


def _hold(office: Office, *, by: Person, at: datetime) -> DutyRoster:
    """The roster, locked until the act ends: hours become scarce, so two plannings at once meet here."""
    if not keeps_roster(hand_of(by, on=timezone.localdate(at)), office):
        raise NotAllowed(_NOT_YOURS)
    DutyRoster.objects.get_or_create(office=office)
    return DutyRoster.objects.select_for_update().get(office=office)


def _check_day(day: date, *, at: datetime) -> None:
    check_days(day=day)
    if day < timezone.localdate(at):
        raise NotValid(fields={"day": _("This day is past. Who was on duty then stays as it was.")})


def _follows(day: date) -> int:
    return pattern_day(day, is_worked=is_workday(day))


def _plan_by_itself(
    roster: DutyRoster, day: date, *, without: DutyShift | None = None, by: Person, at: datetime
) -> None:
    """From now on the day has its own plan; it begins as the pattern has it."""
    _day, is_new = DutyDay.objects.get_or_create(roster=roster, day=day)
    if not is_new:
        return
    pattern = DutyShift.objects.filter(roster=roster, weekday=_follows(day))
    pattern = pattern.exclude(pk=without.pk) if without else pattern
    _copy(roster, [ShiftOn(shift, shift.officer) for shift in pattern.select_related("officer")], day, by=by, at=at)


def _copy(roster: DutyRoster, shifts: Iterable[ShiftOn], day: date, *, by: Person, at: datetime) -> None:
    DutyShift.objects.bulk_create(
        DutyShift(
            roster=roster,
            day=day,
            rank=one.rank,
            officer=one.away or one.officer,
            starts=one.hours.starts,
            ends=one.hours.ends,
            planned_by=by,
            planned_at=at,
        )
        for one in shifts
    )


def _refuse_overlap_on(office: Office, day: date, rank: int, officer: Officer, hours: Hours) -> None:
    """The day itself, the night before and the day after, each as planned."""
    weeks = {one - one.weekday() * _A_DAY for one in (day - _A_DAY, day, day + _A_DAY)}
    plans = {plan.day: plan for monday in weeks for plan in duty_week(office, monday).days}
    for apart in (-1, 0, 1):
        plan = plans[day + apart * _A_DAY]
        for one in plan.shifts:
            there = Hours(one.hours.starts + apart * DAY, one.hours.ends + apart * DAY)
            _refuse_overlap(one.shift, rank, officer, overlap(hours, there))


def _refuse_overlap_in_week(roster: DutyRoster, weekday: int, rank: int, officer: Officer, hours: Hours) -> None:
    for shift in DutyShift.objects.filter(roster=roster, weekday__isnull=False).select_related("officer__person"):
        there = Hours(shift.starts, shift.ends)
        _refuse_overlap(shift, rank, officer, overlap_in_week(weekday, hours, shift.weekday or 0, there))


def _refuse_overlap(shift: DutyShift, rank: int, officer: Officer, is_one: bool) -> None:
    if not is_one or (shift.rank != rank and shift.officer_id != officer.pk):
        return
    told = {
        "name": shift.officer.person,
        "rank": Rank(shift.rank).label,
        "day": shift.day or WEEKDAYS[shift.weekday or 0],
        "starts": clock_of(shift.starts),
        "ends": clock_of(shift.ends),
    }
    if shift.rank == rank:
        words = _(
            "{name} is called {rank} then already: {day} {starts}-{ends}. Take that off first, or choose other hours."
        )
    else:
        words = _("{name} is on duty then already, called {rank}: {day} {starts}-{ends}. Choose somebody else.")
    raise Taken(format_lazy(words, **told))
