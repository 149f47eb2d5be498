"""The acts on suggestions: open for support, support, take back, take up, call for an answer; join, divide, set apart;
name and weigh points, ask for assessments; make, change, show, hide and discard a round, or
take one over; codes on paper;
thresholds; what the city suggests itself."""

from civic.suggestions.actions.assessing import (
    ask_assessment,
    give_assessment,
    take_over,
    tell_late_assessments,
    withdraw_assessment,
)
from civic.suggestions.actions.forgetting import forget
from civic.suggestions.actions.joining import close_divided, divide, join, join_into, set_apart
from civic.suggestions.actions.needs import draft_need, drop_need, find_needs, hand_in_need
from civic.suggestions.actions.opening import call_due, call_for_answer, open_for_support, take_up
from civic.suggestions.actions.paper import (
    make_sheet,
    print_sheet,
    support_with_code,
    take_back_with_code,
    void_sheet,
    wipe_unprinted,
)
from civic.suggestions.actions.points import name_points, weigh_points
from civic.suggestions.actions.ranking import rank_anew
from civic.suggestions.actions.rounds import (
    RoundGiven,
    change_round,
    discard_round,
    hide_round,
    make_round,
    show_round,
)
from civic.suggestions.actions.supporting import Supported, support_suggestion, take_back
from civic.suggestions.actions.swarms import look_at_swarm, mark_swarms
from civic.suggestions.actions.taking_over import bring_in, sort_round, take_over_round
from civic.suggestions.actions.talking import talk_as_the_phase_says, talk_due
from civic.suggestions.actions.thresholds import set_threshold
from civic.suggestions.actions.wishing import refuse_wish, wish

__all__ = [
    "RoundGiven",
    "Supported",
    "ask_assessment",
    "bring_in",
    "call_due",
    "call_for_answer",
    "change_round",
    "close_divided",
    "discard_round",
    "divide",
    "draft_need",
    "drop_need",
    "find_needs",
    "forget",
    "give_assessment",
    "hand_in_need",
    "hide_round",
    "join",
    "join_into",
    "look_at_swarm",
    "make_round",
    "make_sheet",
    "mark_swarms",
    "name_points",
    "open_for_support",
    "print_sheet",
    "rank_anew",
    "refuse_wish",
    "set_apart",
    "set_threshold",
    "show_round",
    "sort_round",
    "support_suggestion",
    "support_with_code",
    "take_back",
    "take_back_with_code",
    "take_over",
    "take_over_round",
    "take_up",
    "talk_as_the_phase_says",
    "talk_due",
    "tell_late_assessments",
    "void_sheet",
    "weigh_points",
    "wipe_unprinted",
    "wish",
    "withdraw_assessment",
]
