"""What absences nobody excused lead to, and how they fade. Our own numbers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

UNEXCUSED_MOST = 3  # so many absences nobody excused...
COUNTED_DAYS = 90  # ...within so many days...
BLOCK_DAYS = 14  # ...close sign-up for so many days, from the last of them
APPEAL_DAYS = 14  # so long an absence can be disputed


def blocked_until(absences: Iterable[datetime]) -> datetime | None:
    """Until when sign-up is closed, by the hours of the absences that count; None where it never was."""
    missed, until = sorted(absences), None
    for first, last in zip(missed, missed[UNEXCUSED_MOST - 1 :], strict=False):
        if last - first <= timedelta(days=COUNTED_DAYS):
            until = last + timedelta(days=BLOCK_DAYS)
    return until
