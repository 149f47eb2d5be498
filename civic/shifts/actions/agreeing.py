"""Before the first shift: whoever answers for a minor says yes or no to the activity, and an agreement is signed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.guardians.models import Guardianship
from civic.guardians.queries import guardians_of
from civic.lib.limits import spend
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.shifts.actions.cancelling import free_place
from civic.shifts.actions.holding import hold_activity, hold_shift, write_activity
from civic.shifts.actions.offering import offer_freed
from civic.shifts.actions.telling import tell_leader, tell_person, tell_volunteers
from civic.shifts.models import Activity, Agreement, GuardianWord, Signup
from civic.shifts.models.signups import OPEN
from civic.shifts.rules import ActivityState, SignupState, digest_of
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

ASKED_A_DAY = 3


def risks_read(activity: Activity) -> str:
    """What a guardian reads, as one digest: other risks ask anew."""
    return digest_of(activity.risk_zh_hans, activity.risk_zh_hant, activity.risk_en)


@transaction.atomic
def ask_guardian(activity: Activity, *, volunteer: Volunteer, at: datetime) -> int:
    """A minor asks whoever answers for it to read about an activity; how many were written to.

    Raises NotAllowed for whoever needs nobody's word, TooMany after three a day.
    """
    if volunteer.child is None:
        raise NotAllowed(_("You decide for yourself."))
    spend("guardian-asked", f"{volunteer.pk}", most=ASKED_A_DAY, seconds=86_400)
    url = f"{settings.SITE_URL}/volunteer/family/{volunteer.child.key}/activities/{activity.number}/"
    people = [ward.person for ward in guardians_of(volunteer.child, at=at) if ward.person is not None]
    for person in people:
        tell_person(
            person, "shift-guardian-asked", f"activity:{activity.pk}", {"activity": activity, "url": url}, at=at
        )
    return len(people)


@transaction.atomic
def say_as_guardian(
    activity: Activity, *, volunteer: Volunteer, ward: Guardianship, is_yes: bool, read: str, at: datetime
) -> GuardianWord:
    """Whoever answers for a minor says yes or no to one activity, after reading its risks (`read`: what was shown, by
    its digest). A no frees every place the minor holds there, the evening before too, and the leaders are told.

    Raises NotAllowed for somebody else's child, Conflict where the risks have changed since they were read, and where
    it is work that no minor may do.
    """
    volunteer = hold_volunteer(volunteer)
    activity = hold_activity(activity)
    if volunteer.child_id is None or ward.child_id != volunteer.child_id or not ward.is_open(at):
        raise NotAllowed(_("You do not answer for this volunteer."))
    if is_yes and activity.state != ActivityState.SHOWN:
        raise Conflict(_("This activity is not open to volunteers."))
    if is_yes and activity.is_hazardous:
        raise NotAllowed(_("This is work that nobody under eighteen may do."))
    if is_yes and read != risks_read(activity):
        raise Conflict(_("The risks have been written anew. Please read them again."))
    word = GuardianWord.objects.create(
        activity=activity,
        volunteer=volunteer,
        guardianship=ward,
        is_yes=is_yes,
        risk_digest=risks_read(activity),
        at=at,
    )
    facts = {"volunteer": volunteer.number, "yes": is_yes}
    write_activity(activity, "guardian-word", side="guardian", by=ward.person, at=at, facts=facts)
    if not is_yes:
        take_back_places(volunteer, activity, at=at)
    return word


def take_back_places(
    volunteer: Volunteer, activity: Activity, *, letter: str = "shift-guardian-no", at: datetime
) -> int:
    """A minor without a guardian's yes, and whoever volunteers no more, holds no place; leaders hear of it, and the
    next in line are asked. Belongs in the transaction of an act that holds volunteer and activity. `letter` is what the
    volunteer reads, "" nothing. How many places were freed."""
    mine = Signup.objects.filter(
        volunteer=volunteer, shift__activity=activity, shift__starts_at__gt=at, state__in=OPEN
    ).select_related("shift__activity__organisation", "shift__leader", "volunteer")
    count = 0
    for signup in mine:
        take_back(signup, letter=letter, cause="guardian" if letter else "gone", at=at)
        count += 1
    return count


def take_back(signup: Signup, *, letter: str, cause: str, at: datetime, **more: Any) -> None:
    """A place that cannot be held is free again: whoever came and her leader are told, the next in line is asked.
    Belongs in the transaction of an act that holds volunteer and activity. `cause` is what the leader reads."""
    was_coming, volunteer = signup.state == SignupState.COMING, signup.volunteer
    free_place(signup, at=at, reason="", state=SignupState.TURNED_AWAY)
    shift = hold_shift(signup.shift)
    if was_coming:
        tell_leader(shift, "shift-place-freed", at=at, volunteer=volunteer.number, reason="", cause=cause, **more)
        if letter:
            tell_volunteers([volunteer], letter, shift, at=at, **more)
    offer_freed(shift, at=at)


@transaction.atomic
def sign_agreement(activity: Activity, *, volunteer: Volunteer, is_read: bool, at: datetime) -> Agreement:
    """The volunteer signs the agreement as it reads now; a changed one is signed anew.

    Raises NotAllowed where she is no volunteer, Conflict where nothing is to be signed, NotValid without the tick.
    """
    volunteer = hold_volunteer(volunteer)
    activity = hold_activity(activity)
    if not volunteer.number or volunteer.erased_at or volunteer.left_at:
        raise NotAllowed(_("You are not a volunteer yet."))
    if not activity.needs_agreement:
        raise Conflict(_("Nothing is to be signed for this activity."))
    if not is_read:
        raise NotValid(fields={"is_read": _("Tick that you have read it and agree.")})
    row, is_new = Agreement.objects.get_or_create(
        activity=activity, volunteer=volunteer, digest=digest_of(activity.agreement), defaults={"at": at}
    )
    if is_new:
        facts: dict[str, Any] = {"volunteer": volunteer.number}
        write_activity(activity, "sign-agreement", side="volunteer", by=volunteer.person, at=at, facts=facts)
    return row
