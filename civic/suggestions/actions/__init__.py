"""The acts on suggestions: open for support, support, take back, take up, call for an answer; join, divide, set apart;
make, change and show a round; codes on paper for whoever has no contact to confirm."""

from civic.suggestions.actions.forgetting import forget
from civic.suggestions.actions.joining import close_divided, divide, join, join_into, set_apart
from civic.suggestions.actions.opening import call_due, call_for_answer, open_for_support, take_up
from civic.suggestions.actions.paper import (
    make_sheet,
    print_sheet,
    support_with_code,
    take_back_with_code,
    void_sheet,
    wipe_unprinted,
)
from civic.suggestions.actions.ranking import rank_anew
from civic.suggestions.actions.rounds import RoundGiven, change_round, make_round, show_round
from civic.suggestions.actions.supporting import Supported, support_suggestion, take_back
from civic.suggestions.actions.swarms import look_at_swarm, mark_swarms
from civic.suggestions.actions.wishing import refuse_wish, wish

__all__ = [
    "RoundGiven",
    "Supported",
    "call_due",
    "call_for_answer",
    "change_round",
    "close_divided",
    "divide",
    "forget",
    "join",
    "join_into",
    "look_at_swarm",
    "make_round",
    "make_sheet",
    "mark_swarms",
    "open_for_support",
    "print_sheet",
    "rank_anew",
    "refuse_wish",
    "set_apart",
    "show_round",
    "support_suggestion",
    "support_with_code",
    "take_back",
    "take_back_with_code",
    "take_up",
    "void_sheet",
    "wipe_unprinted",
    "wish",
]
