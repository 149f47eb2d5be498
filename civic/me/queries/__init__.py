"""What is asked for a person's own page: her cases, who looked at what, and everything to take along."""

from civic.me.queries.along import pieces_along
from civic.me.queries.links import link_to_open, was_opened_by
from civic.me.queries.own import (
    MyCase,
    MyCases,
    Offer,
    checks_of,
    hashes_of,
    kept_of,
    known_as,
    my_cases,
    openings_of,
)

__all__ = [
    "MyCase",
    "MyCases",
    "Offer",
    "checks_of",
    "hashes_of",
    "kept_of",
    "known_as",
    "link_to_open",
    "my_cases",
    "openings_of",
    "pieces_along",
    "was_opened_by",
]
