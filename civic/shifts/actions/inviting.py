"""A manager asks a volunteer to come, and writes to whoever comes. Nobody is put on a shift: the volunteer answers."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.limits import spend
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotValid
from civic.shifts.actions.checking import permit_manager
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.actions.signing import asked, refusal
from civic.shifts.actions.telling import tell_volunteers
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import LINE_MAY_FORM, SignupState, hindrance
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

MESSAGES_A_DAY, MESSAGE_LONGEST = 5, 1000


@transaction.atomic
def invite(shift: Shift, volunteer: Volunteer, *, by: Person, at: datetime) -> Signup:
    """A volunteer is asked to come; she holds no place until she says yes (Regulations art. 25).

    Raises NotAllowed, Conflict where she is asked or signed up already, and as signing up does where she cannot come.
    """
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    permit_manager(shift.activity.organisation, by)
    if Signup.objects.filter(shift=shift, volunteer=volunteer, ended_at__isnull=True).exists():
        raise Conflict(_("She was asked or has signed up already."))
    helper, card = asked(volunteer, shift, at=at)
    found = hindrance(helper, card.offer, at=at, zone=get_default_timezone())
    if found is not None and found.why not in LINE_MAY_FORM:
        raise refusal(found)
    signup = Signup.objects.create(
        shift=shift, volunteer=volunteer, state=SignupState.INVITED, post=shift.posts.all()[0], at=at, invited_by=by
    )
    facts = {"volunteer": volunteer.number}
    write_activity(shift.activity, "invite", by=by, at=at, shift=shift, facts=facts)
    tell_volunteers(
        [volunteer],
        "shift-invited",
        shift,
        at=at,
        push=(_("You are asked to come to a shift"), _("Open it and say yes or no. Both are fine.")),
    )
    return signup


@transaction.atomic
def write_to_those_who_come(shift: Shift, *, text: str, by: Person, at: datetime) -> int:
    """A message of the manager or leader to everybody who comes; how many were written to.

    Raises NotAllowed, NotValid without words, TooMany after five a day.
    """
    shift = hold_shift(shift)
    if by.pk != shift.leader_id:
        permit_manager(shift.activity.organisation, by)
    words = clean_text(text)[:MESSAGE_LONGEST]
    if len(words) < 2:
        raise NotValid(fields={"text": _("Write what those who come should know.")})
    spend("shift-message", str(shift.pk), most=MESSAGES_A_DAY, seconds=86_400)
    comes = Volunteer.objects.filter(signups__shift=shift, signups__state=SignupState.COMING)
    count = tell_volunteers(comes, "shift-message", shift, at=at, text=words)
    write_activity(shift.activity, "write-to-those-who-come", by=by, at=at, shift=shift, facts={"people": count})
    return count
