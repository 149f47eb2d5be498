"""A scan: coming and going on a phone, also long after, when the phone finds a connection again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.absences import weigh
from civic.attendances.actions.permitting import demand_open, permit_leader, said
from civic.attendances.models import Attendance, NoShow, Scan
from civic.attendances.queries import place_of, read_any
from civic.attendances.rules import (
    SAYS,
    Direction,
    How,
    NoShowState,
    Read,
    Verdict,
    hour_fault,
    is_near,
    leaves_early,
    right_time,
    shows_code,
)
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Refused, Sentence
from civic.shifts.actions.closing import arrive, reach_stops
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import ShiftState, SignupState
from civic.shifts.rules.travelling import distance_m
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import volunteer_of

QUEUE_MOST = 100
NO_CODE = _("This is no code of ours. Scan the one on the screen, or type its six digits.")
WHY_EARLY = _("You go before the end. Say why: the leader reads it.")
WHY_BY_HAND = _("Say why there is no scan: it stands beside the hour.")


@dataclass(frozen=True)
class Here:
    """Where a phone says it is; degrees, WGS84, metres. Only the distance is kept."""

    lat: float
    lon: float
    accuracy: float | None = None


@dataclass(frozen=True)
class Queued:
    """One scan as a phone kept it."""

    nonce: UUID
    code: str
    direction: str
    told_at: datetime  # by the phone's own clock
    shift: str = ""  # its number, where six digits were typed
    here: Here | None = None
    reason: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of one of them."""

    nonce: UUID
    verdict: str  # "" where it is no scan of ours at all
    sentence: Sentence


def scan(
    code: str,
    *,
    direction: str,
    by: Person,
    at: datetime,
    shift: Shift | None = None,
    here: Here | None = None,
    reason: str = "",
    nonce: UUID | None = None,
) -> Scan:
    """Somebody comes or goes now: a volunteer read the leader's code, or the leader a volunteer's. What does not count
    is kept with its verdict. Raises NotValid for what is no code, and without a reason before the end; NotAllowed."""
    read = _read(code, at=at, shift=shift, by=by)
    return _take(read, direction, told=at, off=0, nonce=nonce, here=here, reason=reason, by=by, at=at, is_live=True)


def take_queue(items: Iterable[Queued], *, by: Person, sent_at: datetime, at: datetime) -> list[Taken]:
    """What a phone kept while it had no connection, each in a transaction of its own and each once, by its nonce. Its
    clock is set right by when it says it sends. Nothing that is a code of ours is turned away without a trace."""
    return [_try(one, by=by, sent_at=sent_at, at=at) for one in sorted(items, key=lambda one: one.told_at)[:QUEUE_MOST]]


def _try(one: Queued, *, by: Person, sent_at: datetime, at: datetime) -> Taken:
    told, off = right_time(one.told_at, sent_at, at)
    shift = Shift.objects.filter(number=one.shift).first() if one.shift else None
    try:
        read = _read(one.code, at=told, shift=shift, by=by)
        kept = _take(
            read, one.direction, told=told, off=off, nonce=one.nonce, here=one.here, reason=one.reason, by=by, at=at
        )
    except Refused as refused:
        return Taken(one.nonce, "", refused.sentence)
    return Taken(one.nonce, kept.verdict, SAYS[Verdict(kept.verdict)])


def _read(code: str, *, at: datetime, shift: Shift | None, by: Person) -> Read:
    expected: list[int] = []
    if shift is not None and volunteer_leads(shift, by):
        expected = list(_coming(shift).values_list("volunteer", flat=True))
    read = read_any(code, at=at, shift=shift, volunteers=expected)
    if read is None:
        raise NotValid(fields={"code": NO_CODE})
    return read


def volunteer_leads(shift: Shift, by: Person) -> bool:
    """Does whoever typed digits stand at the leader's page: she is not expected herself?"""
    return not _coming(shift).filter(volunteer__person=by).exists()


def _coming(shift: Shift) -> Any:
    return Signup.objects.filter(shift=shift, state=SignupState.COMING)


@transaction.atomic
def _take(
    read: Read,
    direction: str,
    *,
    told: datetime,
    off: int,
    nonce: UUID | None,
    here: Here | None,
    reason: str,
    by: Person,
    at: datetime,
    is_live: bool = False,
) -> Scan:
    if direction not in Direction.values:
        raise NotValid(fields={"direction": _("Say whether it is coming or going.")})
    shift = Shift.objects.select_related("activity__organisation").filter(pk=read.shift).first()
    volunteer = _meant(read, by)
    if shift is None or volunteer is None:
        raise NotValid(fields={"code": NO_CODE})
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    if read.volunteer is not None:
        permit_leader(shift, by=by, of=volunteer)
    known = Scan.objects.filter(nonce=nonce).first() if nonce else None
    if known is not None:
        if known.volunteer_id != volunteer.pk:
            raise NotAllowed()
        return known
    kept = Scan(
        nonce=nonce or uuid4(),
        shift=shift,
        volunteer=volunteer,
        direction=direction,
        how=How.VOLUNTEERS_CODE if read.volunteer else How.LEADERS_CODE,
        told_at=told,
        received_at=at,
        clock_off_s=off,
        metres=_metres(shift, here),
        by=by,
        reason=clean_line(reason).strip()[:300],
    )
    return _judge(kept, read, here, is_live=is_live)


def _meant(read: Read, by: Person) -> Volunteer | None:
    if read.volunteer is None:
        return volunteer_of(by)
    return Volunteer.objects.filter(pk=read.volunteer).first()


def _metres(shift: Shift, here: Here | None) -> int | None:
    place = place_of(shift)
    if here is None or place is None or not (isfinite(here.lat) and isfinite(here.lon)):
        return None
    if not (-90 <= here.lat <= 90 and -180 <= here.lon <= 180):
        return None
    return round(distance_m(*place, here.lat, here.lon))


def _judge(kept: Scan, read: Read, here: Here | None, *, is_live: bool) -> Scan:
    """What a scan counts for; kept either way."""
    shift, told = kept.shift, kept.told_at
    signup = _coming(shift).filter(volunteer=kept.volunteer).first()
    attendance = Attendance.objects.filter(shift=shift, volunteer=kept.volunteer).first()
    verdict = Verdict.COUNTED
    if signup is None and attendance is None:
        verdict = Verdict.NOT_HERS
    elif not shows_code(read, told):
        verdict = Verdict.OLD_CODE
    elif kept.metres is not None and not is_near(kept.metres, here.accuracy if here else None):
        verdict = Verdict.TOO_FAR
    elif hour_fault(kept.direction, told, starts=shift.starts_at, ends=shift.ends_at):
        verdict = Verdict.WRONG_TIME
    elif kept.direction == Direction.IN and attendance is not None:
        verdict = Verdict.AGAIN
    elif kept.direction == Direction.OUT and (attendance is None or told < attendance.in_at):
        verdict = Verdict.NOT_IN
    elif kept.direction == Direction.OUT and attendance is not None and attendance.out_at is not None:
        verdict = Verdict.AGAIN
    if shift.state != ShiftState.OPEN and verdict != Verdict.AGAIN:
        verdict = Verdict.CLOSED
    kept.verdict, kept.attendance = verdict, attendance
    if verdict != Verdict.COUNTED:
        kept.save(force_insert=True)
        return kept
    if kept.direction == Direction.IN:
        assert signup is not None
        return _come(kept, signup)
    assert attendance is not None
    if is_live and leaves_early(told, ends=shift.ends_at) and not kept.reason:
        raise NotValid(fields={"reason": WHY_EARLY})
    return _go(kept, attendance)


def _come(kept: Scan, signup: Signup) -> Scan:
    assert kept.volunteer is not None
    kept.attendance = Attendance.objects.create(
        shift=kept.shift, volunteer=kept.volunteer, signup=signup, in_at=kept.told_at, in_how=kept.how
    )
    kept.save(force_insert=True)
    arrive(signup, at=kept.told_at)
    reach_stops(kept.shift, kept.volunteer, at=kept.told_at)
    excuse_proven(signup, at=kept.received_at)
    early = (
        kept.shift.scans.filter(
            volunteer=kept.volunteer, direction=Direction.OUT, verdict=Verdict.NOT_IN, told_at__gt=kept.told_at
        )
        .order_by("-told_at")
        .first()
    )
    if early is not None:  # the way out arrived before the way in: another phone was quicker
        early.verdict, early.attendance = Verdict.COUNTED, kept.attendance
        early.save(update_fields=["verdict", "attendance"])
        _leave(kept.attendance, early)
    return kept


def _go(kept: Scan, attendance: Attendance) -> Scan:
    kept.save(force_insert=True)
    _leave(attendance, kept)
    return kept


def _leave(attendance: Attendance, kept: Scan) -> None:
    attendance.out_at, attendance.out_how, attendance.out_reason = kept.told_at, kept.how, kept.reason
    attendance.save(update_fields=["out_at", "out_how", "out_reason"])


def excuse_proven(signup: Signup, *, at: datetime) -> None:
    """Somebody was said absent, and is known to have been there: the absence counts no more. Belongs in an act."""
    absent = NoShow.objects.filter(signup=signup).exclude(state=NoShowState.EXCUSED)
    if absent.update(state=NoShowState.EXCUSED, decided_at=at, reason="scan"):
        weigh(NoShow.objects.select_related("signup__volunteer").get(signup=signup), at=at)


@transaction.atomic
def check_by_hand(
    shift: Shift,
    *,
    volunteer: Volunteer,
    direction: str,
    told_at: datetime,
    reason: str,
    by: Person,
    at: datetime,
    nonce: UUID | None = None,
    here: Here | None = None,
) -> Scan:
    """The leader writes down when somebody came or went, with why there is no scan; it goes before what a phone said,
    and the phone's scan stays beside it. Raises NotAllowed (for herself too), Conflict once it is closed,
    NotValid for an hour that cannot be."""
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    permit_leader(shift, by=by, of=volunteer)
    if nonce and (known := Scan.objects.filter(nonce=nonce, shift=shift).first()):
        return known
    demand_open(shift)
    why = said(reason, field="reason", sentence=WHY_BY_HAND)
    signup = _coming(shift).filter(volunteer=volunteer).first()
    attendance = Attendance.objects.filter(shift=shift, volunteer=volunteer).first()
    if signup is None and attendance is None:
        raise NotValid(fields={"volunteer": SAYS[Verdict.NOT_HERS]})
    if told_at > at or hour_fault(direction, told_at, starts=shift.starts_at, ends=shift.ends_at):
        raise NotValid(fields={"told_at": SAYS[Verdict.WRONG_TIME]})
    kept = Scan(
        nonce=nonce or uuid4(),
        shift=shift,
        volunteer=volunteer,
        direction=direction,
        how=How.BY_HAND,
        told_at=told_at,
        received_at=at,
        metres=_metres(shift, here),
        by=by,
        reason=why,
        verdict=Verdict.COUNTED,
        attendance=attendance,
    )
    _set_hour(kept, signup)
    facts: Mapping[str, Any] = {"shift": shift.number, "volunteer": volunteer.number, "direction": direction}
    write_activity(shift.activity, "check-by-hand", by=by, at=at, shift=shift, facts={**facts, "hour": str(told_at)})
    return kept


def _set_hour(kept: Scan, signup: Signup | None) -> None:
    attendance = kept.attendance
    if kept.direction == Direction.OUT:
        if attendance is None or kept.told_at < attendance.in_at:
            raise NotValid(fields={"told_at": _("Write down first when this volunteer came.")})
        _go(kept, attendance)
    elif attendance is None:
        assert signup is not None
        _come(kept, signup)
    else:
        if attendance.out_at is not None and kept.told_at > attendance.out_at:
            raise NotValid(fields={"told_at": _("One goes after one came. Look at the two hours again.")})
        attendance.in_at, attendance.in_how = kept.told_at, kept.how
        attendance.save(update_fields=["in_at", "in_how"])
        kept.save(force_insert=True)
