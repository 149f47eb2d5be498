"""What counts, pure: how one case is read for the figures, the rates with their parts, and when a month is closed."""

from civic.insights.rules.counting import ACTED, DEFINITION, READ_VERBS, Act, Count, Said, Told, read_case
from civic.insights.rules.months import closes_on, month_of, month_span, months_back
from civic.insights.rules.rates import FEW, MEASURES, Measure, Rate, Share, Tally

__all__ = [
    "ACTED",
    "DEFINITION",
    "FEW",
    "MEASURES",
    "READ_VERBS",
    "Act",
    "Count",
    "Measure",
    "Rate",
    "Said",
    "Share",
    "Tally",
    "Told",
    "closes_on",
    "month_of",
    "month_span",
    "months_back",
    "read_case",
]
