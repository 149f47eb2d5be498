"""Which shifts there are, who comes, and why somebody cannot."""

from civic.shifts.queries.listing import hindrance_of, why_not

__all__ = ["hindrance_of", "why_not"]
