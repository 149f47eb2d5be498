"""The pages and files of the figures."""

from civic.insights.views.corrections import corrections, explain
from civic.insights.views.files import (
    cases_csv,
    communities_csv,
    corrections_csv,
    figures_csv,
    set_aside_csv,
    table_csv,
    volunteers_csv,
)
from civic.insights.views.matters import matter
from civic.insights.views.open_data import open_data
from civic.insights.views.ratings import ratings
from civic.insights.views.scores import scores
from civic.insights.views.search import search

__all__ = [
    "cases_csv",
    "communities_csv",
    "corrections",
    "corrections_csv",
    "explain",
    "figures_csv",
    "matter",
    "open_data",
    "ratings",
    "scores",
    "search",
    "set_aside_csv",
    "table_csv",
    "volunteers_csv",
]
