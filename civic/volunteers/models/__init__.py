"""Volunteers, who they are (sealed and apart), and the bodies that recruit them."""

from civic.volunteers.models.lines import OrganisationLine, VolunteerLine
from civic.volunteers.models.organisations import Manager, Member, Organisation
from civic.volunteers.models.people import (
    AgreedFor,
    Availability,
    Skill,
    Tongue,
    Volunteer,
    VolunteerIdentity,
    Wish,
)

__all__ = [
    "AgreedFor",
    "Availability",
    "Manager",
    "Member",
    "Organisation",
    "OrganisationLine",
    "Skill",
    "Tongue",
    "Volunteer",
    "VolunteerIdentity",
    "VolunteerLine",
    "Wish",
]
