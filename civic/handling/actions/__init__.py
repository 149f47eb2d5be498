"""The acting side's acts, and record, for a source's own history. They never import the checking side."""

from civic.handling.actions.answering import answer
from civic.handling.actions.commanding import dispatch
from civic.handling.actions.recording import record
from civic.handling.actions.tasks import (
    accept_task,
    confirm_task,
    give_task,
    refuse_task,
    report_task,
    return_task,
    withdraw_task,
)
from civic.handling.actions.work import ask, defer, reach, reply, return_case, take

__all__ = [
    "accept_task",
    "answer",
    "ask",
    "confirm_task",
    "defer",
    "dispatch",
    "give_task",
    "reach",
    "record",
    "refuse_task",
    "reply",
    "report_task",
    "return_case",
    "return_task",
    "take",
    "withdraw_task",
]
