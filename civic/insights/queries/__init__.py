"""What the city's figures say, and what they are read from. Reads all, acts on nothing."""

from civic.insights.queries.front import Counts, counts, newest_answered, newest_on_map, tally_of

__all__ = ["Counts", "counts", "newest_answered", "newest_on_map", "tally_of"]
