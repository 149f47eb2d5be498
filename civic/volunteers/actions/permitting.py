"""Who may act: whoever coordinates the city's volunteers, whoever manages an organisation; and words of reasons."""

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries.people import coordinates, manages
from civic.volunteers.rules import LONGEST_REASON, OrganisationState, VolunteerState
from civic.volunteers.rules.refusing import NO_COORDINATOR, NO_MANAGER, NOT_ACTIVE

RESTING = _("This organisation does not recruit at the moment.")
WHY = _("Give the reason: whoever it is about reads it.")


def permit_coordinator(by: Person) -> None:
    """Raises NotAllowed for whoever does not coordinate the city's volunteers today."""
    if not coordinates(by):
        raise NotAllowed(NO_COORDINATOR, code="no-coordinator")


def permit_manager(organisation: Organisation, *, by: Person) -> None:
    """Raises NotAllowed for whoever neither manages this organisation nor coordinates, Conflict while it rests."""
    if not manages(by, organisation) and not coordinates(by):
        raise NotAllowed(NO_MANAGER, code="no-manager")
    if organisation.state != OrganisationState.ACTIVE:
        raise Conflict(RESTING)


def permit_active(volunteer: Volunteer) -> None:
    """Raises NotAllowed for whoever is not a volunteer now."""
    if volunteer.state != VolunteerState.ACTIVE:
        raise NotAllowed(NOT_ACTIVE, code="no-volunteer")


def reason_said(reason: str) -> str:
    """A reason, on one line. Raises NotValid without one, and for one that is too long."""
    words = clean_line(reason).strip()
    if not words:
        raise NotValid(fields={"reason": WHY})
    if len(words) > LONGEST_REASON:
        raise NotValid(fields={"reason": _("Keep the reason under 300 characters.")})
    return words
