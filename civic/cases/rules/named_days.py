"""Days that people name: another day for the answer, the day by which the checking side demands something; and how
often a case may be returned before the committee decides. Pure: moments come in."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

DEFERRALS_ASKED_MOST = 2  # a round: one that was refused may be asked for once more, with a better reason
DEFERRAL_LEAST = timedelta(days=3)  # so much may be asked for even where the limit is a matter of hours
DEFERRAL_MOST = timedelta(days=30)
DEMAND_DAYS_MOST = 15
RETURNS_AMONG_OFFICES = 1  # in a round: the next one goes to the committee


def deferral_standing(*, is_asked: bool, was_granted: bool, asked: int) -> str:
    """Where a round stands with another day for the answer: "asked" while somebody has to decide, "used" when no
    further one may be asked for, "" when one may."""
    if is_asked:
        return "asked"
    return "used" if was_granted or asked >= DEFERRALS_ASKED_MOST else ""


def latest_deferral(starts: datetime, promised: datetime) -> datetime:
    """How far the answer may be deferred: once more as long as its limit, 30 days at most."""
    return promised + min(DEFERRAL_MOST, max(DEFERRAL_LEAST, promised - starts))


def deferral_fault(day: date, *, promised: date, latest: date) -> Any:
    """Why the answer cannot be deferred to this day, or ""."""
    if day <= promised:
        return _("This day is no later than the one promised. Name a later one, or answer in time.")
    if day > latest:
        return _("This is too far. The answer may be deferred once more as long as its limit, 30 days at most.")
    return ""


def demand_fault(due: datetime, *, at: datetime) -> Any:
    """Why nothing can be demanded by this moment, or ""."""
    if due <= at:
        return _("This day is over. Name the day by which the office has to act.")
    if due.date() > at.date() + timedelta(days=DEMAND_DAYS_MOST):
        return _("This is too far for a demand. Name a day within the next 15 days.")
    return ""


def goes_to_committee(returns: int) -> bool:
    """Does the next return go to the committee, after so many in this round?"""
    return returns >= RETURNS_AMONG_OFFICES
