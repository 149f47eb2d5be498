"""Who may become a volunteer, what is asked of whom, and by when the city answers. Pure.

Sources: Regulations on voluntary service (State Council order 685) art. 7, 12, 20, 25, 36; Measures for recording
voluntary service (Ministry of Civil Affairs order 67) art. 5, 6, 16; PIPL art. 28, 31. docs/rules.md.
"""

from civic.volunteers.rules.ages import GROWN_AGE, LEAST_AGE, age_fault, is_minor, needs_guardian
from civic.volunteers.rules.counting import FEWEST_SHOWN, shown_count
from civic.volunteers.rules.documents import clean_document, document_digest, document_fault
from civic.volunteers.rules.kinds import (
    ANSWER_WORKDAYS,
    HOURS,
    WEEKDAYS,
    Document,
    ManagerTask,
    Membership,
    OrganisationKind,
    OrganisationState,
    PartOfDay,
    ServiceKind,
    Sex,
    Spoken,
    VolunteerState,
)
from civic.volunteers.rules.organisations import LONGEST_ABOUT, LONGEST_REASON, OPEN_TO, open_to
from civic.volunteers.rules.papers import PAPER_DAYS, Paper, paper_fault

__all__ = [
    "ANSWER_WORKDAYS",
    "FEWEST_SHOWN",
    "GROWN_AGE",
    "HOURS",
    "LEAST_AGE",
    "LONGEST_ABOUT",
    "LONGEST_REASON",
    "OPEN_TO",
    "PAPER_DAYS",
    "WEEKDAYS",
    "Document",
    "ManagerTask",
    "Membership",
    "OrganisationKind",
    "OrganisationState",
    "Paper",
    "PartOfDay",
    "ServiceKind",
    "Sex",
    "Spoken",
    "VolunteerState",
    "age_fault",
    "clean_document",
    "document_digest",
    "document_fault",
    "is_minor",
    "needs_guardian",
    "open_to",
    "paper_fault",
    "shown_count",
]
