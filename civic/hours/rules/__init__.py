"""How minutes are credited, and by when they are written down. Pure.

Source: Measures for recording voluntary service art. 7 (time actually given, unit hour), 11 (ten working days), 12, 13
(look at one's own record, object, correct), 19 (what does not count). docs/rules.md.
"""

from civic.hours.rules.crediting import (
    ANSWER_WORKDAYS,
    DAY_MINUTES,
    REASON_LONGEST,
    RECORD_WORKDAYS,
    WORDS_LONGEST,
    correction_fault,
    credited,
    minutes_between,
)
from civic.hours.rules.kinds import EntryKind, Ground, ObjectionState

__all__ = [
    "ANSWER_WORKDAYS",
    "DAY_MINUTES",
    "REASON_LONGEST",
    "RECORD_WORKDAYS",
    "WORDS_LONGEST",
    "EntryKind",
    "Ground",
    "ObjectionState",
    "correction_fault",
    "credited",
    "minutes_between",
]
