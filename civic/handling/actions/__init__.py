"""The acting side's acts, and record, for a source's own history. They never import the checking side."""

from civic.handling.actions.answering import answer
from civic.handling.actions.commanding import dispatch
from civic.handling.actions.recording import record
from civic.handling.actions.work import ask, defer, reach, reply, return_case, take

__all__ = [
    "answer",
    "ask",
    "defer",
    "dispatch",
    "reach",
    "record",
    "reply",
    "return_case",
    "take",
]
