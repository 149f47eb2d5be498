"""The acts of a vote: planned, approved and opened, cast, counted, stopped; and its codes on paper."""

from civic.ballots.actions.casting import vote, vote_with_code
from civic.ballots.actions.codes import make_vote_sheet, print_vote_sheet, void_vote_sheet, wipe_unprinted_codes
from civic.ballots.actions.counting import count_due, count_vote, wipe_networks
from civic.ballots.actions.forgetting import forget
from civic.ballots.actions.preparing import open_vote, plan_vote, stop_vote

__all__ = [
    "count_due",
    "count_vote",
    "forget",
    "make_vote_sheet",
    "open_vote",
    "plan_vote",
    "print_vote_sheet",
    "stop_vote",
    "void_vote_sheet",
    "vote",
    "vote_with_code",
    "wipe_networks",
    "wipe_unprinted_codes",
]
