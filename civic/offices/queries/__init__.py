"""Who an officer is today, who answers for what, and which days are worked."""

from civic.offices.queries.answering import Answering, answering_office, matters_by_family, reviewing_office_for
from civic.offices.queries.hands import HeldPost, OfficerHand, area_paths_of, hand_of, holds_role, office_ids_of
from civic.offices.queries.workdays import (
    by_workdays,
    calendar_number,
    calendar_warning,
    due_after,
    forget_calendar,
    is_tentative,
    is_workday,
    tentative_year,
    workdays_between,
)

__all__ = [
    "Answering",
    "HeldPost",
    "OfficerHand",
    "answering_office",
    "area_paths_of",
    "by_workdays",
    "calendar_number",
    "calendar_warning",
    "due_after",
    "forget_calendar",
    "hand_of",
    "holds_role",
    "is_tentative",
    "is_workday",
    "matters_by_family",
    "office_ids_of",
    "reviewing_office_for",
    "tentative_year",
    "workdays_between",
]
