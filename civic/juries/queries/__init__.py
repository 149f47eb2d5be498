"""Who may judge what, and what came of it."""

from civic.juries.queries.people import active_seats, holds, sits_at_the_desk
from civic.juries.queries.pieces import hidden_meanwhile, in_force, is_tied, judgeable, places_of, ties_of
from civic.juries.queries.results import going_on, judged, reckon, vote_awaited, vote_planned, weights_of

__all__ = [
    "active_seats",
    "going_on",
    "hidden_meanwhile",
    "holds",
    "in_force",
    "is_tied",
    "judgeable",
    "judged",
    "places_of",
    "reckon",
    "sits_at_the_desk",
    "ties_of",
    "vote_awaited",
    "vote_planned",
    "weights_of",
]
