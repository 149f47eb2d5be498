"""What holds for every case, without a table or a clock: states, moves, deadlines, and the limits of a report."""

from civic.cases.rules.deadlines import (
    ACCEPT_DAYS,
    APPEAL_DECISION_DAYS,
    DECIDE_DAYS,
    DISPATCH_DAYS,
    TAKE_DAYS,
    VERIFY_DAYS,
    may_appeal_until,
    may_reopen_until,
)
from civic.cases.rules.denials import Denial, Hand, denial, open_moves
from civic.cases.rules.drafting import NEEDS_GROUND, Station, ground_faults, next_station
from civic.cases.rules.moves import INSIDE, MOVES, Demand, Given, Move, find_move, moves_of
from civic.cases.rules.next_steps import Next, next_step
from civic.cases.rules.report import Report, check_contact, check_report
from civic.cases.rules.states import (
    AT_WORK,
    CLOSED_STATES,
    OPEN_STATES,
    WITH_THE_OFFICE,
    Kind,
    Outcome,
    Publication,
    Source,
    State,
    Verdict,
    outcomes_for,
)

__all__ = [
    "ACCEPT_DAYS",
    "APPEAL_DECISION_DAYS",
    "AT_WORK",
    "CLOSED_STATES",
    "DECIDE_DAYS",
    "DISPATCH_DAYS",
    "INSIDE",
    "MOVES",
    "NEEDS_GROUND",
    "OPEN_STATES",
    "TAKE_DAYS",
    "VERIFY_DAYS",
    "WITH_THE_OFFICE",
    "Demand",
    "Denial",
    "Given",
    "Hand",
    "Kind",
    "Move",
    "Next",
    "Outcome",
    "Publication",
    "Report",
    "Source",
    "State",
    "Station",
    "Verdict",
    "check_contact",
    "check_report",
    "denial",
    "find_move",
    "ground_faults",
    "may_appeal_until",
    "may_reopen_until",
    "moves_of",
    "next_station",
    "next_step",
    "open_moves",
    "outcomes_for",
]
