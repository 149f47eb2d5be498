"""Who may work near children: checked within a year, and trained. Pure.

Source: Law on the protection of minors, art. 62 and 98: bodies in close contact with minors ask for criminal records
when they take somebody on, and every year.
"""

from datetime import date, timedelta

VETTING_LASTS = timedelta(days=365)


def is_vetted(*, checked_on: date, due_on: date, trained_on: date | None, ended_on: date | None, day: date) -> bool:
    """Was this person checked and trained, and does the check hold on this day?"""
    if trained_on is None or trained_on > day or (ended_on is not None and ended_on <= day):
        return False
    return checked_on <= day < due_on
