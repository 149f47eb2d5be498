"""What is asked of suggestions: which are public, who stands behind them, which round and which threshold hold."""

from civic.suggestions.queries.assessments import (
    assessing_for,
    assessments_beside,
    assessments_of,
    weighed_in_public,
)
from civic.suggestions.queries.lists import WITH, facts_of, find_suggestion, public_suggestions, to_support
from civic.suggestions.queries.pages import ORDERS, Page, listed
from civic.suggestions.queries.paper import find_code, rounds_to_print_for, sheets_of
from civic.suggestions.queries.rounds import obliged_by, obliges_in, round_of, support_span
from civic.suggestions.queries.together import (
    Original,
    Together,
    counts_of,
    in_all,
    joined_with,
    persons_behind,
    pieces_that_stand,
    together_of,
)
from civic.suggestions.queries.verified import Backer, backer_of, doubts_about, holder_of, stands_behind, who_is

__all__ = [
    "ORDERS",
    "WITH",
    "Backer",
    "Original",
    "Page",
    "Together",
    "assessing_for",
    "assessments_beside",
    "assessments_of",
    "backer_of",
    "counts_of",
    "doubts_about",
    "facts_of",
    "find_code",
    "find_suggestion",
    "holder_of",
    "in_all",
    "joined_with",
    "listed",
    "obliged_by",
    "obliges_in",
    "persons_behind",
    "pieces_that_stand",
    "public_suggestions",
    "round_of",
    "rounds_to_print_for",
    "sheets_of",
    "stands_behind",
    "support_span",
    "to_support",
    "together_of",
    "weighed_in_public",
    "who_is",
]
