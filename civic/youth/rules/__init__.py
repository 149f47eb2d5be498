"""Phases, pupils, people of the track, what a child makes. Pure."""

from civic.youth.rules.people import STAFF_TASKS, Task
from civic.youth.rules.phases import ALLOWED, ORDER, ROUNDS, Doing, Phase, Span, may_do, phase_at, spans_fault
from civic.youth.rules.proposals import READERS, ItemState
from civic.youth.rules.pseudonyms import OFFERED, draw, is_drawn
from civic.youth.rules.pupils import GROUP_OF, Band, EntryState, Group, age_fault, names_go_on

__all__ = [
    "ALLOWED",
    "GROUP_OF",
    "OFFERED",
    "ORDER",
    "READERS",
    "ROUNDS",
    "STAFF_TASKS",
    "Band",
    "Doing",
    "EntryState",
    "Group",
    "ItemState",
    "Phase",
    "Span",
    "Task",
    "age_fault",
    "draw",
    "is_drawn",
    "may_do",
    "names_go_on",
    "phase_at",
    "spans_fault",
]
