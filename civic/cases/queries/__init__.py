"""What is asked of the record: who sees what, the timeline, what is due, what somebody may do, what was answered."""

from civic.cases.queries.answering import NO_COMPONENT, Answered, condition_fault, read_answers
from civic.cases.queries.due import Promised, deferrable, promised
from civic.cases.queries.evidence import has_evidence
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
from civic.cases.queries.story import HER_OWN, Entry, first_broken_line, timeline
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
from civic.cases.queries.words import standing_answer, was_sent_back_by_word, word_on, words_that_stand

__all__ = [
    "HER_OWN",
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
    "has_evidence",
    "has_stages",
    "is_reporter",
    "moves_denied_to",
    "moves_open_to",
    "on_desk_of",
    "open_stages",
    "own_cases",
    "part_of",
    "part_words",
    "promised",
    "rating_words",
    "read_answers",
    "reads_as",
    "standing_answer",
    "timeline",
    "visible_to",
    "waiting_since",
    "was_sent_back_by_word",
    "word_on",
    "words_that_stand",
]
