"""Which shifts there are, who comes, and why somebody cannot."""

from civic.shifts.queries.listing import hindrance_of, why_not
from civic.shifts.queries.rosters import coming_to, offered_to, roster

__all__ = ["coming_to", "hindrance_of", "offered_to", "roster", "why_not"]
