"""What the city's figures say, and what they are read from. Reads all, acts on nothing."""

from civic.insights.queries.front import Counts, Figures, Verdicts, counts, figures, newest_answered, newest_on_map
from civic.insights.rules import Share

__all__ = ["Counts", "Figures", "Share", "Verdicts", "counts", "figures", "newest_answered", "newest_on_map"]
