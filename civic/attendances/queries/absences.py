"""Absences that count against a volunteer, and until when sign-up is closed to her."""

from datetime import datetime, timedelta

from civic.attendances.models import NoShow
from civic.attendances.rules import BLOCK_DAYS, COUNTED_DAYS, NoShowState, blocked_until
from civic.volunteers.models import Volunteer


def blocked_until_of(volunteer: Volunteer, *, at: datetime) -> datetime | None:
    """Until when sign-up is closed to a volunteer; None where it is open. What is disputed does not count."""
    since = at - timedelta(days=COUNTED_DAYS + BLOCK_DAYS)
    missed = NoShow.objects.filter(
        signup__volunteer=volunteer, state=NoShowState.UNEXCUSED, signup__shift__starts_at__gte=since
    )
    until = blocked_until(missed.values_list("signup__shift__starts_at", flat=True))
    return until if until is not None and until > at else None


def is_blocked(volunteer: Volunteer, at: datetime) -> bool:
    """Is sign-up closed to a volunteer, since she did not come several times?"""
    return blocked_until_of(volunteer, at=at) is not None
