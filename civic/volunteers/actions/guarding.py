"""Under eighteen a guardian agrees first, and her no ends a volunteer's standing within the same act.

Source: Measures on registered volunteers (2013): fourteen to eighteen with a legal representative; PIPL art. 28, 31.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import has_confirmed_contact
from civic.accounts.rules import read_contact
from civic.guardians import actions as guardians
from civic.guardians.actions import ChildTold, GuardianTold
from civic.guardians.models import Asking, Child, Guardianship
from civic.guardians.queries import latest_text
from civic.guardians.rules import VOLUNTEERS, Purpose, Verified
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.lib.sweeping import one_by_one
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.actions.telling import tell_volunteer
from civic.volunteers.models import AgreedFor, Volunteer
from civic.volunteers.queries.people import allowed_among
from civic.volunteers.rules import VolunteerState, age_fault, is_minor

PAGE = "/volunteer/family/asked/"
USED = _("This link was used already. You find everything on your page for guardians.")
GROWN = _("From eighteen on nobody has to agree. Your child applies by itself.")


def ask_grown_up(person: Person, *, address: str, language: str, at: datetime) -> Asking | None:
    """Somebody under eighteen asks a grown-up at home by a message. Of both nothing else is kept. Raises NotValid for
    what is no address and for one's own; None where it was asked today already, which the page must not tell."""
    contact = read_contact(address[:254])
    if contact is None or contact.address in (person.email, person.phone):
        raise NotValid(fields={"address": _("Write an e-mail address or a telephone number of a grown-up at home.")})
    return guardians.ask_guardian(contact, track=VOLUNTEERS, about=str(person.pk), page=PAGE, language=language, at=at)


@transaction.atomic
def agree_for(
    asking: Asking, told: ChildTold, *, guardian_name: str, relation: str, text_digest: str, by: Person, at: datetime
) -> AgreedFor:
    """A guardian agrees that her child volunteers: who the child is is kept now, sealed, and the child may apply and
    say its own word. Raises Taken for a link that was used and a child that is known otherwise, NotAllowed without a
    confirmed contact and for oneself, NotValid for what is missing and for an age nobody has to agree for."""
    if not has_confirmed_contact(by):
        raise NotAllowed(_("Sign in with an address or a number of yours first, or come to a desk with a document."))
    person = Person.objects.select_for_update(no_key=True).filter(pk=int(asking.about), is_active=True).first()
    if person is None:
        raise Taken(USED)
    if person.pk == by.pk:
        raise NotAllowed(_("Nobody agrees for herself. Let a grown-up sign in on this page."))
    today = localdate(at)
    if fault := age_fault(told.born_on, today):
        raise NotValid(fields={"born_on": fault})
    if not is_minor(told.born_on, today):
        raise NotValid(fields={"born_on": GROWN})
    if not guardians.end_asking(asking, at=at):
        raise Taken(USED)
    text = latest_text(VOLUNTEERS, at=at)
    if text is None or text_digest != text.digest:
        raise Conflict(guardians.RENEWED)
    guardian = GuardianTold(relation=relation, name=guardian_name, person=by, verified=Verified.CONTACT)
    words = {Purpose.VOLUNTEER.value: True}
    taken_in = guardians.take_in(told, guardian=guardian, words=words, text=text, at=at)
    return let_apply(person, taken_in.child, at=at)


def let_apply(person: Person, child: Child, *, at: datetime) -> AgreedFor:
    """A guardian has agreed: whoever holds this account may apply as this child, and hears so. Belongs in the
    transaction of an act. Raises Taken where another account does."""
    if AgreedFor.objects.filter(child=child).exclude(person=person).exists():
        raise Taken(_("Somebody else applies as this child already. Come to the volunteers’ office together."))
    agreed, _is_new = AgreedFor.objects.update_or_create(person=person, defaults={"child": child, "at": at})
    pretend = Volunteer(person=person, language=person.language)
    tell_volunteer(pretend, "volunteer-may-go-on", "/volunteer/join/", at=at)
    return agreed


@transaction.atomic
def decide_for(ward: Guardianship, *, is_yes: bool, text_digest: str = "", at: datetime) -> frozenset[str]:
    """A guardian says her word anew; a no needs no text and ends the volunteer's standing at once. Raises NotAllowed
    once she does not answer for the child any more, Conflict for a yes to a text that has changed."""
    text = latest_text(VOLUNTEERS, at=at)
    if text is None or (is_yes and text_digest != text.digest):
        raise Conflict(guardians.RENEWED)
    uses = guardians.say(ward.child, words={Purpose.VOLUNTEER: is_yes}, text=text, ward=ward, at=at)
    follow_word(ward.child, at=at)
    return uses


@transaction.atomic
def follow_word(child: Child, *, at: datetime) -> bool:
    """The volunteer stands as its words now say: without them it volunteers no more, and may come back once they
    hold. Says whether anything changed."""
    found = Volunteer.objects.filter(child=child).first()
    if found is None:
        return False
    volunteer = hold_volunteer(found)
    if volunteer.state == VolunteerState.ACTIVE and not allowed_among([volunteer], localdate(at)):
        volunteer.state, volunteer.left_at = VolunteerState.LEFT, at
    else:
        return False
    volunteer.is_public, volunteer.public_name = False, ""
    volunteer.save()
    write_volunteer(volunteer, "guardian-no", side="guardian", by=None, at=at)
    tell_volunteer(volunteer, "volunteer-guardian-no", "/volunteer/me/", at=at)
    return True


def recheck(*, at: datetime) -> int:
    """Under eighteen: does every yes still hold? A renewed text and a guardian who is gone end it without anybody's
    press. Returns how many do not volunteer any more."""
    minors = list(Volunteer.objects.active().filter(child__isnull=False).select_related("child"))
    allowed = allowed_among(minors, localdate(at))
    gone = [one.child for one in minors if one.pk not in allowed and one.child is not None]
    return one_by_one(gone, lambda child: follow_word(child, at=at))
