"""Who may become a volunteer, what is asked of whom, and by when the city answers. Pure.

Sources: Regulations on voluntary service (State Council order 685) art. 7, 12, 20, 25, 36; Measures for recording
voluntary service (Ministry of Civil Affairs order 67) art. 5, 6, 16; PIPL art. 28, 31. docs/rules.md.
"""

from civic.volunteers.rules.ages import GROWN_AGE, LEAST_AGE, OWN_MEANS_AGE, age_fault, is_minor, needs_guardian
from civic.volunteers.rules.kinds import (
    ANSWER_WORKDAYS,
    Document,
    ManagerTask,
    Membership,
    OrganisationKind,
    OrganisationState,
    ServiceKind,
    Sex,
    VolunteerState,
)

__all__ = [
    "ANSWER_WORKDAYS",
    "GROWN_AGE",
    "LEAST_AGE",
    "OWN_MEANS_AGE",
    "Document",
    "ManagerTask",
    "Membership",
    "OrganisationKind",
    "OrganisationState",
    "ServiceKind",
    "Sex",
    "VolunteerState",
    "age_fault",
    "is_minor",
    "needs_guardian",
]
