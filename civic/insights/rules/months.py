"""Months of the city, and when the figures of one are closed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

CLOSES_ON = 15  # of the next month: who was answered on the last day has had two weeks to say whether it is solved


def month_of(at: datetime, zone: ZoneInfo) -> date:
    """The month a moment lies in, in the city, as its first day."""
    return at.astimezone(zone).date().replace(day=1)


def next_month(month: date) -> date:
    """The month after."""
    return (month + timedelta(days=32)).replace(day=1)


def month_span(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a month, and that of the next one."""
    after = next_month(month)
    return datetime(month.year, month.month, 1, tzinfo=zone), datetime(after.year, after.month, 1, tzinfo=zone)


def months_back(month: date, count: int) -> list[date]:
    """So many months up to this one, the oldest first."""
    found = [month]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def closes_on(month: date) -> date:
    """The day from which on every change of a month's figures is told as a correction."""
    return next_month(month).replace(day=CLOSES_ON)
