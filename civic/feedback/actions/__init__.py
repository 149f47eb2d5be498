"""The resident after the answer: rate, appeal, say it again; the office that reviews; whoever is shown: object."""

from civic.feedback.actions.appealing import appeal, overturn, uphold
from civic.feedback.actions.asking import ask_again, say_again
from civic.feedback.actions.inquiring import conclude, dismiss, inquire
from civic.feedback.actions.objections import (
    Objected,
    ObjectionGiven,
    erase_objection,
    object_to,
    take_back_objection,
)
from civic.feedback.actions.rating import answer_question, forget, rate, say
from civic.feedback.actions.withholdings import appeal_withholding

__all__ = [
    "Objected",
    "ObjectionGiven",
    "answer_question",
    "appeal",
    "appeal_withholding",
    "ask_again",
    "conclude",
    "dismiss",
    "erase_objection",
    "forget",
    "inquire",
    "object_to",
    "overturn",
    "rate",
    "say",
    "say_again",
    "take_back_objection",
    "uphold",
]
