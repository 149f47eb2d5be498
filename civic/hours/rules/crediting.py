"""What counts: minutes somebody was there, within the shift as it was planned, and never more."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

RECORD_WORKDAYS = 10  # Measures art. 11
ANSWER_WORKDAYS = 10  # an objection is answered by then; our own number
DAY_MINUTES = 24 * 60
WORDS_LONGEST = 1000
REASON_LONGEST = 300


def minutes_between(first: datetime, last: datetime) -> int:
    """Whole minutes."""
    return max(0, int((last - first).total_seconds() // 60))


def credited(in_at: datetime, out_at: datetime, starts: datetime, ends: datetime) -> int:
    """Whole minutes somebody was there while the shift lasted. Coming early or staying on does not add to them."""
    return minutes_between(max(in_at, starts), min(out_at, ends))


def correction_fault(minutes: int, *, now: int) -> Any:
    """Why an entry cannot be corrected to so many minutes, or ""."""
    if minutes < 0 or minutes > DAY_MINUTES:
        return _("Give the minutes that were really served: none to a whole day.")
    if minutes == now:
        return _("That is what stands there already.")
    return ""
