"""Phases, pupils, people of the track, what a child makes. Pure."""

from civic.youth.rules.concerns import HIDES_FIRST, Authority, Concern, Origin, Outcome
from civic.youth.rules.covers import Cover, Covers
from civic.youth.rules.people import STAFF_TASKS, Task
from civic.youth.rules.phases import ALLOWED, ORDER, ROUNDS, Doing, Phase, Span, may_do, phase_at, spans_fault
from civic.youth.rules.private import Found
from civic.youth.rules.proposals import EDITABLE, READERS, RESTS, STEPS, ItemSide, ItemState, Kind, wishes_of
from civic.youth.rules.pseudonyms import OFFERED, called, draw, is_drawn
from civic.youth.rules.pupils import GROUP_OF, Band, EntryState, Group, age_fault, names_go_on
from civic.youth.rules.reading import Because, Look, Verdict

__all__ = [
    "ALLOWED",
    "EDITABLE",
    "GROUP_OF",
    "HIDES_FIRST",
    "OFFERED",
    "ORDER",
    "READERS",
    "RESTS",
    "ROUNDS",
    "STAFF_TASKS",
    "STEPS",
    "Authority",
    "Band",
    "Because",
    "Concern",
    "Cover",
    "Covers",
    "Doing",
    "EntryState",
    "Found",
    "Group",
    "ItemSide",
    "ItemState",
    "Kind",
    "Look",
    "Origin",
    "Outcome",
    "Phase",
    "Span",
    "Task",
    "Verdict",
    "age_fault",
    "called",
    "draw",
    "is_drawn",
    "may_do",
    "names_go_on",
    "phase_at",
    "spans_fault",
    "wishes_of",
]
