"""Somebody signed up and did not come: excused or not, disputed, decided by another."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.permitting import permit_leader, said
from civic.attendances.actions.telling import tell_about
from civic.attendances.models import Attendance, NoShow
from civic.attendances.queries import blocked_until_of
from civic.attendances.rules import APPEAL_DAYS, NoShowState
from civic.lib.refusals import Conflict, NotAllowed, Taken, TooLate
from civic.shifts.actions import pause_signups
from civic.shifts.actions.holding import hold_shift
from civic.shifts.models import Pause, Shift, Signup
from civic.shifts.rules import ShiftState, SignupState
from civic.volunteers.actions import hold_volunteer, write_volunteer
from civic.volunteers.models import Volunteer

WHY_EXCUSED = _("Say why it is excused.")
WHY_NOT = _("Say what speaks against it: the leader and the office read it.")
DECIDED = _("This was decided already.")
ANOTHER = _("Whoever said that somebody was absent does not decide about it. Another manager does.")


@transaction.atomic
def say_absent(signup: Signup, *, is_excused: bool, reason: str = "", by: Person, at: datetime) -> NoShow:
    """The leader says that somebody did not come, once the shift has begun. Raises NotAllowed, Conflict before it
    begins and for whoever was there, Taken where it was said before, NotValid for an excuse without a reason."""
    hold_volunteer(signup.volunteer)
    shift = hold_shift(signup.shift)
    permit_leader(shift, by=by, of=signup.volunteer)
    if shift.state == ShiftState.CALLED_OFF or at < shift.starts_at:
        raise Conflict(_("Nobody is absent before a shift has begun, or from one that was called off."))
    why = said(reason, field="reason", sentence=WHY_EXCUSED) if is_excused else ""
    return write_absence(signup, is_excused=is_excused, reason=why, by=by, at=at)


def write_absence(signup: Signup, *, is_excused: bool, reason: str = "", by: Person, at: datetime) -> NoShow:
    """One absence is written, and the volunteer told, with how to dispute it. Belongs in the transaction of an act that
    holds the volunteer and the shift."""
    signup = Signup.objects.select_related("volunteer", "shift__activity__organisation").get(pk=signup.pk)
    if signup.state != SignupState.COMING:
        raise Conflict(_("This volunteer is not expected any more."))
    if Attendance.objects.filter(shift=signup.shift, volunteer=signup.volunteer).exists():
        raise Conflict(_("This volunteer was there: there is a scan, or a line by hand."))
    if NoShow.objects.filter(signup=signup).exists():
        raise Taken(_("This absence was written down before."))
    state = NoShowState.EXCUSED if is_excused else NoShowState.UNEXCUSED
    no_show = NoShow.objects.create(signup=signup, state=state, at=at, by=by, reason=reason)
    _line(no_show, "absent", side="organisation", by=by, at=at)
    weigh(no_show, at=at)
    if not is_excused:
        until = at + timedelta(days=APPEAL_DAYS)
        tell_about(signup.volunteer, signup.shift, "absent", "/volunteer/here/", at=at, until=until)
    return no_show


def weigh(no_show: NoShow, *, at: datetime) -> None:
    """Sign-up closes or opens to the volunteer by what counts now. Belongs in the transaction of an act."""
    volunteer = no_show.signup.volunteer
    until = blocked_until_of(volunteer, at=at)
    if until is not None or Pause.objects.filter(volunteer=volunteer, until__gt=at).exists():
        pause_signups(volunteer, until=until or at, at=at)


@transaction.atomic
def excuse(no_show: NoShow, *, reason: str, by: Person, at: datetime) -> NoShow:
    """The leader learns why somebody did not come, and excuses it. Raises NotAllowed, Conflict, NotValid."""
    no_show = _hold(no_show)
    permit_leader(no_show.signup.shift, by=by, of=no_show.signup.volunteer)
    if no_show.state == NoShowState.EXCUSED:
        raise Conflict(DECIDED)
    no_show.reason = said(reason, field="reason", sentence=WHY_EXCUSED)
    no_show.state = NoShowState.EXCUSED
    no_show.save(update_fields=["state", "reason"])
    _line(no_show, "excuse", side="organisation", by=by, at=at)
    weigh(no_show, at=at)
    return no_show


@transaction.atomic
def appeal_absence(no_show: NoShow, *, words: str, by: Person, at: datetime) -> NoShow:
    """The volunteer disputes an absence. Until it is decided it does not count. Raises NotAllowed, TooLate after two
    weeks, Conflict where it was decided, NotValid without words."""
    no_show = _hold(no_show)
    if no_show.signup.volunteer.person_id != by.pk:
        raise NotAllowed()
    if no_show.state != NoShowState.UNEXCUSED or no_show.appealed_at is not None:
        raise Conflict(DECIDED if no_show.decided_at else _("You have disputed it already, or it is excused."))
    if at > no_show.at + timedelta(days=APPEAL_DAYS):
        raise TooLate(_("An absence can be disputed for fourteen days."))
    no_show.words, no_show.appealed_at = said(words, field="words", sentence=WHY_NOT), at
    no_show.state = NoShowState.APPEALED
    no_show.save(update_fields=["state", "words", "appealed_at"])
    _line(no_show, "appeal-absence", side="volunteer", by=by, at=at)
    weigh(no_show, at=at)
    return no_show


@transaction.atomic
def decide_absence(no_show: NoShow, *, is_excused: bool, reason: str, by: Person, at: datetime) -> NoShow:
    """Another than who wrote it decides on a disputed absence. Raises NotAllowed, Conflict, NotValid."""
    no_show = _hold(no_show)
    shift, volunteer = no_show.signup.shift, no_show.signup.volunteer
    permit_leader(shift, by=by, of=volunteer)
    if no_show.by_id == by.pk:
        raise NotAllowed(ANOTHER, code="same-hand")
    if no_show.state != NoShowState.APPEALED:
        raise Conflict(DECIDED)
    no_show.reason = said(reason, field="reason", sentence=_("Say why: the volunteer reads it."))
    no_show.state = NoShowState.EXCUSED if is_excused else NoShowState.UNEXCUSED
    no_show.decided_by, no_show.decided_at = by, at
    no_show.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _line(no_show, "decide-absence", side="organisation", by=by, at=at)
    weigh(no_show, at=at)
    tell_about(
        volunteer, shift, "absence-decided", "/volunteer/here/", at=at, is_excused=is_excused, reason=no_show.reason
    )
    return no_show


def _hold(no_show: NoShow) -> NoShow:
    signup = no_show.signup
    hold_volunteer(Volunteer(pk=signup.volunteer_id))
    return NoShow.objects.select_related("signup__volunteer__person", "signup__shift__activity__organisation").get(
        pk=no_show.pk
    )


def _line(no_show: NoShow, verb: str, *, side: str, by: Person, at: datetime) -> None:
    shift: Shift = no_show.signup.shift
    facts = {"shift": shift.number, "state": str(no_show.state)}
    write_volunteer(no_show.signup.volunteer, verb, side=side, by=by, at=at, facts=facts)
