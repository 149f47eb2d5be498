"""Somebody cannot come: her place is free again, and offered on."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from civic.lib.plain_text import clean_line
from civic.lib.refusals import TooLate
from civic.shifts.actions.checking import reason_from
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.actions.offering import offer_freed
from civic.shifts.actions.telling import tell_leader
from civic.shifts.models import PatrolStop, Signup, StandIn
from civic.shifts.models.signups import OPEN
from civic.shifts.rules import SignupState
from civic.volunteers.actions import hold_volunteer

HAS_ARRIVED = _(
    "You have checked in for this shift. If you must go, check out and say why: the time you were there counts."
)


@transaction.atomic
def cancel(signup: Signup, *, reason: str = "", at: datetime) -> Signup:
    """The volunteer does not come, leaves the line, or declines an invitation or an offer. Until the limit no word is
    needed; later the leader is told and reads why (Regulations art. 22). Her place is offered on.

    Raises NotValid without a reason after the limit, TooLate once the shift began, she has checked in, or she was not
    signed up any more.
    """
    hold_volunteer(signup.volunteer)
    shift = hold_shift(signup.shift)
    signup = Signup.objects.select_related("volunteer", "post").get(pk=signup.pk)
    if signup.state not in OPEN:
        raise TooLate(_("You are not signed up for this shift any more."))
    if at >= shift.starts_at:
        raise TooLate(_("This shift has begun. Call its leader if you cannot come."))
    if signup.arrived_at is not None:
        raise TooLate(HAS_ARRIVED)
    is_late = signup.state == SignupState.COMING and at > shift.cancel_until
    why = clean_line(reason)[:300]
    if is_late:
        why = reason_from(reason, ask=_("It is close to the shift. Say in a few words why you cannot come."))
    free_place(signup, at=at, reason=why, is_late=is_late)
    write_activity(
        shift.activity,
        "cancel",
        side="volunteer",
        by=signup.volunteer.person,
        at=at,
        shift=shift,
        facts={"volunteer": signup.volunteer.number, "late": is_late},
    )
    if is_late:
        tell_leader(shift, "shift-place-freed", at=at, volunteer=signup.volunteer.number, reason=why)
    offer_freed(shift, at=at)
    return signup


def free_place(
    signup: Signup, *, at: datetime, reason: str, is_late: bool = False, state: str = SignupState.CANCELLED
) -> None:
    """The row ends; what it looked for ends with it, and cells of a patrol that were hers are anybody's. Belongs in the
    transaction of an act that holds the shift."""
    signup.state, signup.ended_at, signup.reason, signup.is_late = state, at, reason, is_late
    signup.save(update_fields=["state", "ended_at", "reason", "is_late"])
    StandIn.objects.filter(signup=signup, ended_at__isnull=True).update(ended_at=at)
    StandIn.objects.filter(swap_for=signup, ended_at__isnull=True).update(ended_at=at)
    stops_of(signup).update(volunteer=None)


def stops_of(signup: Signup) -> QuerySet[PatrolStop]:
    """The cells that somebody walks on her shift and has not reached yet."""
    return PatrolStop.objects.filter(shift=signup.shift_id, volunteer=signup.volunteer_id, checked_in_at__isnull=True)
