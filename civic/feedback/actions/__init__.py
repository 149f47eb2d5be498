"""The resident after the answer: rate, appeal; the office that reviews; and whoever is named or shown: object."""

from civic.feedback.actions.answers import (
    UNSORTED_DAYS,
    answer_question,
    appeal,
    appeal_until,
    conclude,
    dismiss,
    forget,
    inquire,
    may_reopen,
    overturn,
    rate,
    say,
    uphold,
)
from civic.feedback.actions.objections import (
    Objected,
    ObjectionGiven,
    erase_objection,
    object_to,
    take_back_objection,
)
from civic.feedback.actions.withholdings import appeal_withholding

__all__ = [
    "UNSORTED_DAYS",
    "Objected",
    "ObjectionGiven",
    "answer_question",
    "appeal",
    "appeal_until",
    "appeal_withholding",
    "conclude",
    "dismiss",
    "erase_objection",
    "forget",
    "inquire",
    "may_reopen",
    "object_to",
    "overturn",
    "rate",
    "say",
    "take_back_objection",
    "uphold",
]
