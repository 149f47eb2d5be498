"""A volunteer is forgotten: who it was goes; number, lines and hours stay without it."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.models import Availability, Manager, Member, Organisation, Volunteer, VolunteerIdentity, Wish
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
    """Nobody finds this person among the volunteers any more; what she did for organisations ends."""
    Manager.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    Organisation.objects.filter(asked_by=person).update(asked_by=None)
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
    Member.objects.filter(volunteer=volunteer, ended_at__isnull=True).update(state=Membership.ENDED, ended_at=at)
    volunteer.skills.clear()
    volunteer.areas.clear()
    volunteer.state, volunteer.erased_at = VolunteerState.ERASED, at
    volunteer.person = volunteer.child = None
    volunteer.is_public, volunteer.public_name = False, ""
    volunteer.save()
    write_volunteer(volunteer, "erase", by=None, at=at)
