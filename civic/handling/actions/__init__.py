"""The acting side's acts, and record, for a source's own history. They never import the checking side."""

from civic.handling.actions.answering import answer, hand_back, pass_answer, release, sign
from civic.handling.actions.commanding import dispatch
from civic.handling.actions.mending import mend
from civic.handling.actions.photographing import attach_photo, detach_photo
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
from civic.handling.actions.templates import drop_template, forget, save_template
from civic.handling.actions.work import ask, defer, reach, reply, return_case, take

__all__ = [
    "accept_task",
    "answer",
    "ask",
    "attach_photo",
    "confirm_task",
    "defer",
    "detach_photo",
    "dispatch",
    "drop_template",
    "forget",
    "give_task",
    "hand_back",
    "mend",
    "pass_answer",
    "reach",
    "record",
    "refuse_task",
    "release",
    "reply",
    "report_task",
    "return_case",
    "return_task",
    "save_template",
    "sign",
    "take",
    "withdraw_task",
]
