"""Volunteers, who they are (sealed and apart), and the bodies that recruit them."""

from civic.volunteers.models.lines import OrganisationLine, VolunteerLine
from civic.volunteers.models.organisations import Manager, Member, Organisation
from civic.volunteers.models.people import Availability, Skill, Volunteer, VolunteerIdentity, Wish

__all__ = [
    "Availability",
    "Manager",
    "Member",
    "Organisation",
    "OrganisationLine",
    "Skill",
    "Volunteer",
    "VolunteerIdentity",
    "VolunteerLine",
    "Wish",
]
