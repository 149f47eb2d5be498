"""The acts on suggestions: open for support, support, take back, take up, call for an answer; make, change and show a
round."""

from civic.suggestions.actions.forgetting import forget
from civic.suggestions.actions.opening import call_due, call_for_answer, open_for_support, take_up
from civic.suggestions.actions.ranking import rank_anew
from civic.suggestions.actions.rounds import RoundGiven, change_round, make_round, show_round
from civic.suggestions.actions.supporting import Supported, support_suggestion, take_back
from civic.suggestions.actions.swarms import look_at_swarm, mark_swarms

__all__ = [
    "RoundGiven",
    "Supported",
    "call_due",
    "call_for_answer",
    "change_round",
    "forget",
    "look_at_swarm",
    "make_round",
    "mark_swarms",
    "open_for_support",
    "rank_anew",
    "show_round",
    "support_suggestion",
    "take_back",
    "take_up",
]
