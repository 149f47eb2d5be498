"""What counts: minutes somebody was there, within the shift as it was planned, and never more."""

from collections.abc import Iterable
from datetime import datetime

RECORD_WORKDAYS = 10  # Measures art. 11


def credited(in_at: datetime, out_at: datetime, starts: datetime, ends: datetime) -> int:
    """Whole minutes somebody was there while the shift lasted. Coming early or staying on does not add to them."""
    first, last = max(in_at, starts), min(out_at, ends)
    return max(0, int((last - first).total_seconds() // 60))


def total(minutes: Iterable[int]) -> int:
    """What an account holds: the sum of its entries, reversals with their sign."""
    return sum(minutes)
