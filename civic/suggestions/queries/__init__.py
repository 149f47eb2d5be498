"""What is asked of suggestions: which are public, who stands behind them, which round and which threshold hold."""

from civic.suggestions.queries.assessments import (
    assessing_for,
    assessments_beside,
    assessments_of,
    weighed_in_public,
)
from civic.suggestions.queries.lists import WITH, facts_of, find_suggestion, public_suggestions, to_support
from civic.suggestions.queries.needs import (
    cells_in_need,
    is_in_reach,
    keeps_needs,
    links_behind,
    needs_on_desk,
    public_links,
    showing_a_need,
)
from civic.suggestions.queries.pages import ORDERS, Page, listed
from civic.suggestions.queries.paper import find_code, rounds_to_print_for, sheets_of, shown_sheets
from civic.suggestions.queries.rounds import obliged_by, round_of, support_span
from civic.suggestions.queries.thresholds import (
    Held,
    areas_to_set,
    areas_with_threshold,
    held_in,
    history_of,
    may_set,
    obliges_in,
    reach_of,
)
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
    "Held",
    "Original",
    "Page",
    "Together",
    "areas_to_set",
    "areas_with_threshold",
    "assessing_for",
    "assessments_beside",
    "assessments_of",
    "backer_of",
    "cells_in_need",
    "counts_of",
    "doubts_about",
    "facts_of",
    "find_code",
    "find_suggestion",
    "held_in",
    "history_of",
    "holder_of",
    "in_all",
    "is_in_reach",
    "joined_with",
    "keeps_needs",
    "links_behind",
    "listed",
    "may_set",
    "needs_on_desk",
    "obliged_by",
    "obliges_in",
    "persons_behind",
    "pieces_that_stand",
    "public_links",
    "public_suggestions",
    "reach_of",
    "round_of",
    "rounds_to_print_for",
    "sheets_of",
    "showing_a_need",
    "shown_sheets",
    "stands_behind",
    "support_span",
    "to_support",
    "together_of",
    "weighed_in_public",
    "who_is",
]
