"""Who an officer is today, who answers for what, and which days are worked."""

from civic.offices.queries.answering import (
    Answering,
    answering_office,
    matters_by_family,
    offices_of_function,
    reviewing_office_for,
    where_words,
    who_answers,
)
from civic.offices.queries.grid import Seat, seats_in
from civic.offices.queries.hands import (
    HeldPost,
    OfficerHand,
    StandsIn,
    area_paths_of,
    hand_of,
    holds_role,
    office_ids_of,
)
from civic.offices.queries.matrix import Double, Gap, Matrix, closed_answering, doubles, gaps, walk
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
    "Double",
    "Gap",
    "HeldPost",
    "Matrix",
    "OfficerHand",
    "Seat",
    "StandsIn",
    "answering_office",
    "area_paths_of",
    "by_workdays",
    "calendar_number",
    "calendar_warning",
    "closed_answering",
    "doubles",
    "due_after",
    "forget_calendar",
    "gaps",
    "hand_of",
    "holds_role",
    "is_tentative",
    "is_workday",
    "matters_by_family",
    "office_ids_of",
    "offices_of_function",
    "reviewing_office_for",
    "seats_in",
    "tentative_year",
    "walk",
    "where_words",
    "who_answers",
    "workdays_between",
]
