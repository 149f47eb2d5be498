"""A volunteer leaves and comes back, and says whether she may be thanked by name."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.queries import uses_of
from civic.guardians.rules import Purpose
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.actions.permitting import permit_active
from civic.volunteers.models import Volunteer
from civic.volunteers.queries.people import identity_of
from civic.volunteers.rules import VolunteerState, is_minor

LONGEST_PUBLIC_NAME = 40


@transaction.atomic
def leave(volunteer: Volunteer, *, by: Person, at: datetime) -> Volunteer:
    """She does not volunteer any more from this moment on; what was served stays hers, and she may come back. Raises
    NotAllowed for anybody else's and for whoever is no volunteer now."""
    volunteer = _own(volunteer, by=by)
    permit_active(volunteer)
    volunteer.state, volunteer.left_at = VolunteerState.LEFT, at
    volunteer.save(update_fields=["state", "left_at"])
    write_volunteer(volunteer, "leave", by=by, at=at)
    return volunteer


@transaction.atomic
def come_back(volunteer: Volunteer, *, by: Person, at: datetime) -> Volunteer:
    """She volunteers again, with the number she had. Raises NotAllowed for anybody else's and while a guardian's yes
    lacks, Conflict where she did not leave."""
    volunteer = _own(volunteer, by=by)
    if volunteer.state != VolunteerState.LEFT:
        raise Conflict(_("You have not left."))
    if volunteer.child is not None:
        born_on = identity_of(volunteer)[1]
        needs = born_on is None or is_minor(born_on, localdate(at))
        if needs and Purpose.VOLUNTEER not in uses_of(volunteer.child, at=at):
            raise NotAllowed(_("Your guardian has to agree again first."))
    volunteer.state, volunteer.left_at = VolunteerState.ACTIVE, None
    volunteer.save(update_fields=["state", "left_at"])
    write_volunteer(volunteer, "come-back", by=by, at=at)
    return volunteer


@transaction.atomic
def say_public(volunteer: Volunteer, *, is_public: bool, name: str = "", by: Person, at: datetime) -> Volunteer:
    """Whether she may be thanked by name where everybody reads it, and by which; private until she says so, and
    private again when she takes it back (Measures art. 16). Raises NotAllowed under eighteen, NotValid without a
    name."""
    volunteer = _own(volunteer, by=by)
    permit_active(volunteer)
    said = clean_line(name).strip()[:LONGEST_PUBLIC_NAME] if is_public else ""
    born_on = identity_of(volunteer)[1]
    if is_public and (born_on is None or is_minor(born_on, localdate(at))):
        raise NotAllowed(_("Under eighteen nobody’s name is shown here. It protects you."))
    if is_public and not said:
        raise NotValid(fields={"public_name": _("Write the name that may stand there; a first name is enough.")})
    volunteer.is_public, volunteer.public_name = is_public, said
    volunteer.save(update_fields=["is_public", "public_name"])
    write_volunteer(volunteer, "say-public", by=by, at=at, facts={"is_public": is_public})
    return volunteer


def _own(volunteer: Volunteer, *, by: Person) -> Volunteer:
    held = hold_volunteer(volunteer)
    if held.person_id != by.pk:
        raise NotAllowed()
    return held
