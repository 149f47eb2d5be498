"""Until when a qualification holds, and when its end is told. Pure."""

from calendar import monthrange
from datetime import date, timedelta

TELL_BEFORE = timedelta(days=30)


def last_day(given_on: date, months: int | None) -> date | None:
    """The last day on which it holds; None for good. What is given on the 31st ends on the last day of a shorter
    month."""
    if months is None:
        return None
    year, month = divmod(given_on.year * 12 + given_on.month - 1 + months, 12)
    same = date(year, month + 1, min(given_on.day, monthrange(year, month + 1)[1]))
    return same - timedelta(days=1)


def ends_soon(expires_on: date | None, day: date) -> bool:
    """Does it end within thirty days, or has it ended?"""
    return expires_on is not None and expires_on <= day + TELL_BEFORE
