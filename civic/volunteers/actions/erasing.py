"""A volunteer is forgotten: who it was goes; number, lines and hours stay without it."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Consent
from civic.guardians.queries import wards_of
from civic.guardians.rules import VOLUNTEERS
from civic.volunteers.actions.guarding import follow_word
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.models import (
    AgreedFor,
    Availability,
    Manager,
    Member,
    Organisation,
    Tongue,
    Volunteer,
    VolunteerIdentity,
    Wish,
)
from civic.volunteers.rules import Membership, VolunteerState

BLANK_IDENTITY = {
    "name": "",
    "sex": "",
    "born_on": "",
    "document": "",
    "document_number": "",
    "document_digest": None,
    "contact": "",
    "lives_in": None,
}


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds this person among the volunteers any more; what she did for organisations ends, and so does what
    she agreed to for a child."""
    Manager.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    Organisation.objects.filter(asked_by=person).update(asked_by=None)
    for ward in wards_of(person, at=at):
        guardians.end_guardian(ward, by=person, at=at)
        follow_word(ward.child, at=at)
    for agreed in AgreedFor.objects.filter(person=person).select_related("child"):
        _forget_child(agreed.child, by=person, at=at)
        agreed.delete()
    volunteer = Volunteer.objects.filter(person=person).first()
    if volunteer is not None:
        erase(volunteer, at=at)


def erase(volunteer: Volunteer, *, at: datetime) -> None:
    """Identity, wishes, hours of the week and memberships go; the account book and certificates keep their number.
    Belongs in the transaction of an act."""
    volunteer = hold_volunteer(volunteer)
    if volunteer.state == VolunteerState.ERASED:
        return
    VolunteerIdentity.objects.filter(volunteer=volunteer).update(erased_at=at, **BLANK_IDENTITY)
    Wish.objects.filter(volunteer=volunteer).delete()
    Availability.objects.filter(volunteer=volunteer).delete()
    Tongue.objects.filter(volunteer=volunteer).delete()
    Member.objects.filter(volunteer=volunteer, ended_at__isnull=True).update(state=Membership.ENDED, ended_at=at)
    volunteer.skills.clear()
    volunteer.areas.clear()
    volunteer.state, volunteer.erased_at = VolunteerState.ERASED, at
    volunteer.person = volunteer.child = None
    volunteer.reason = ""
    volunteer.is_public, volunteer.public_name = False, ""
    volunteer.save()
    write_volunteer(volunteer, "erase", by=None, at=at)


def _forget_child(child: Child, *, by: Person, at: datetime) -> None:
    """What was kept of a minor to ask its guardian goes too, unless another track of the city holds the child."""
    if not Consent.objects.filter(child=child).exclude(text__track=VOLUNTEERS).exists():
        guardians.forget_child(child, by=by, side="child", at=at)
