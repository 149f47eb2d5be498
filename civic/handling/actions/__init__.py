"""The acting side's acts, and record, for a source's own history. They never import the checking side."""

from civic.handling.actions.answering import answer, hand_back, pass_answer, release, sign
from civic.handling.actions.commanding import dispatch
from civic.handling.actions.recording import record
from civic.handling.actions.templates import drop_template, forget, save_template
from civic.handling.actions.work import ask, defer, reach, reply, return_case, take

__all__ = [
    "answer",
    "ask",
    "defer",
    "dispatch",
    "drop_template",
    "forget",
    "hand_back",
    "pass_answer",
    "reach",
    "record",
    "release",
    "reply",
    "return_case",
    "save_template",
    "sign",
    "take",
]
