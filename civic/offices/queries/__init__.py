"""Who an officer is today, who answers for what, and which days are worked."""

from civic.offices.queries.answering import Answering, answering_office, matters_by_family, reviewing_office_for
from civic.offices.queries.hands import HeldPost, OfficerHand, area_paths_of, hand_of, holds_role, office_ids_of
from civic.offices.queries.workdays import by_workdays, calendar_warning, forget_calendar, is_workday, workdays_between

__all__ = [
    "Answering",
    "HeldPost",
    "OfficerHand",
    "answering_office",
    "area_paths_of",
    "by_workdays",
    "calendar_warning",
    "forget_calendar",
    "hand_of",
    "holds_role",
    "is_workday",
    "matters_by_family",
    "office_ids_of",
    "reviewing_office_for",
    "workdays_between",
]
