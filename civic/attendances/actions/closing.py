"""The leader closes a shift: says when those went who did not check out, and who did not come. Nothing is guessed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.absences import write_absence
from civic.attendances.actions.permitting import NOT_YOURSELF, permit_leader
from civic.attendances.models import Attendance
from civic.attendances.queries import open_ends
from civic.attendances.rules import How, closing_fault, stays_fault
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.shifts.actions.closing import close
from civic.shifts.actions.holding import hold_shift
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import ShiftState
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

WHEN = _("Say when this volunteer went. If you do not know, ask: nobody guesses it.")
CAME = _("Say whether this volunteer did not come, or write down when she came.")
HOURS = _("These hours cannot be: one goes after one came, at most three hours after the end, and not later than now.")


@transaction.atomic
def close_shift(
    shift: Shift,
    *,
    went: Mapping[int, datetime],
    absent: Iterable[int] = (),
    excused: Iterable[int] = (),
    by: Person,
    at: datetime,
) -> Shift:
    """A shift is closed: `went` says by the keys of attendances when each one went, `absent` and `excused` by the keys
    of sign-ups who did not come. Raises NotValid for everybody about whom nothing was said (went.<key>,
    absent.<key>), NotAllowed for the leader's own going, Conflict while it lasts or once it was closed."""
    inside, missing = open_ends(shift)
    for key in sorted({one.volunteer_id for one in inside} | {one.volunteer_id for one in missing}):
        hold_volunteer(Volunteer(pk=key))
    shift = hold_shift(shift)
    permit_leader(shift, by=by)
    if fault := closing_fault(is_open=shift.state == ShiftState.OPEN, ends=shift.ends_at, at=at):
        raise Conflict(fault)
    inside, missing = open_ends(shift)
    excused = frozenset(excused)
    gone = frozenset(absent) | excused
    _demand_words(shift, inside, missing, went, gone, at=at)
    for attendance in inside:
        if attendance.volunteer.person_id == by.pk:
            raise NotAllowed(NOT_YOURSELF, code="yourself")
        attendance.out_at, attendance.out_how, attendance.closed_by = went[attendance.pk], How.CLOSING, by
        attendance.save(update_fields=["out_at", "out_how", "closed_by"])
    for signup in missing:
        write_absence(signup, is_excused=signup.pk in excused, by=by, at=at)
    return close(shift, by=by, at=at, facts={"said": len(inside), "absent": len(missing)})


def _demand_words(
    shift: Shift,
    inside: Iterable[Attendance],
    missing: Iterable[Signup],
    went: Mapping[int, datetime],
    gone: frozenset[int],
    *,
    at: datetime,
) -> None:
    wrong: dict[str, Sentence] = {f"absent.{one.pk}": CAME for one in missing if one.pk not in gone}
    for one in inside:
        hour = went.get(one.pk)
        if hour is None:
            wrong[f"went.{one.pk}"] = WHEN
        elif stays_fault(one.in_at, hour, starts=shift.starts_at, ends=shift.ends_at, now=at):
            wrong[f"went.{one.pk}"] = HOURS
    if wrong:
        raise NotValid(fields=wrong)
