"""The clock of a case, kept as rows: what is due next, each stage of the limit, the answer, what is demanded; the one
pause; and another day for the answer."""

from civic.cases.actions.clock.days import (
    ask_for_day,
    demand_by,
    end_repair,
    end_task,
    grant_day,
    lay_repair,
    lay_task,
    meet_demands,
)
from civic.cases.actions.clock.promising import (
    Promise,
    begin_round,
    promise_answer,
    reach_stage,
    reckon_again,
    start_clock,
)
from civic.cases.actions.clock.reckoning import held_from, holds_of, is_held
from civic.cases.actions.clock.rows import stage_names
from civic.cases.actions.clock.turning import Turned, turn

__all__ = [
    "Promise",
    "Turned",
    "ask_for_day",
    "begin_round",
    "demand_by",
    "end_repair",
    "end_task",
    "grant_day",
    "held_from",
    "holds_of",
    "is_held",
    "lay_repair",
    "lay_task",
    "meet_demands",
    "promise_answer",
    "reach_stage",
    "reckon_again",
    "stage_names",
    "start_clock",
    "turn",
]
