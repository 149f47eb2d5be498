"""What an ordinary week says of a day, and when to warn that a year is not confirmed. No table, no clock."""

from datetime import date

FIRST_MONTH_TO_WARN = 10  # the State Council announces the next year's days in autumn
_SATURDAY = 5


def week_says(day: date) -> bool:
    """Is this a working day of an ordinary week?"""
    return day.weekday() < _SATURDAY
