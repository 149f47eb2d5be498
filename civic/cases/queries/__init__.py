"""What is asked of the record: who sees what, the timeline, what is due, what somebody may do, what was answered."""

from civic.cases.queries.answering import NO_COMPONENT, Answered, condition_fault, read_answers
from civic.cases.queries.due import Promised, deferrable, promised
from civic.cases.queries.hands import (
    OPENS_CONTACTS,
    contact_denial,
    hand_for,
    has_stages,
    moves_denied_to,
    moves_open_to,
    open_stages,
    part_of,
    part_words,
)
from civic.cases.queries.lists import rating_words, waiting_since
from civic.cases.queries.objecting import (
    may_appeal_withholding,
    names_around,
    open_withholding,
    public_words,
    waiting_objections,
)
from civic.cases.queries.story import Entry, first_broken_line, timeline
from civic.cases.queries.visibility import (
    STRANGER,
    Glimpse,
    Viewer,
    glimpse_of,
    glimpsed,
    glimpses,
    is_reporter,
    on_desk_of,
    own_cases,
    reads_as,
    visible_to,
)

__all__ = [
    "NO_COMPONENT",
    "OPENS_CONTACTS",
    "STRANGER",
    "Answered",
    "Entry",
    "Glimpse",
    "Promised",
    "Viewer",
    "condition_fault",
    "contact_denial",
    "deferrable",
    "first_broken_line",
    "glimpse_of",
    "glimpsed",
    "glimpses",
    "hand_for",
    "has_stages",
    "is_reporter",
    "may_appeal_withholding",
    "moves_denied_to",
    "moves_open_to",
    "names_around",
    "on_desk_of",
    "open_stages",
    "open_withholding",
    "own_cases",
    "part_of",
    "part_words",
    "promised",
    "public_words",
    "rating_words",
    "read_answers",
    "reads_as",
    "timeline",
    "visible_to",
    "waiting_objections",
    "waiting_since",
]
