"""When the city may vote, how papers are counted, what looks like a swarm. Pure."""

from civic.ballots.rules.anomalies import Came, Chosen, Finding, Sort, findings
from civic.ballots.rules.tallying import Sheet, blend, same_seal, seal_of, shares, tally
from civic.ballots.rules.voting import (
    CODES_LEAST,
    CODES_MOST,
    FRESH,
    GRACE,
    MOST_PICKS,
    MOST_WEIGHT,
    NETWORK_KEPT,
    UNPRINTED_LASTS,
    approval_faults,
    choice_fault,
    order_for,
    plan_faults,
)

__all__ = [
    "CODES_LEAST",
    "CODES_MOST",
    "FRESH",
    "GRACE",
    "MOST_PICKS",
    "MOST_WEIGHT",
    "NETWORK_KEPT",
    "UNPRINTED_LASTS",
    "Came",
    "Chosen",
    "Finding",
    "Sheet",
    "Sort",
    "approval_faults",
    "blend",
    "choice_fault",
    "findings",
    "order_for",
    "plan_faults",
    "same_seal",
    "seal_of",
    "shares",
    "tally",
]
