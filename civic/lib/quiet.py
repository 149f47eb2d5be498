"""The quiet hours: between them nothing leaves that can wait. Local time, of the day on which they begin."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.timezone import localtime


def is_quiet(at: datetime) -> bool:
    """Do people sleep now? The hours may run through midnight; two equal ones mean that none are quiet."""
    begins, ends, now = settings.QUIET_FROM, settings.QUIET_UNTIL, localtime(at).time()
    if begins <= ends:
        return bool(begins <= now < ends)
    return bool(now >= begins or now < ends)


def next_at(at: datetime, hour: time) -> datetime:
    """The next moment, after this one, at which the clocks of the city show that hour."""
    local = localtime(at)
    met = _on(local, hour)
    return met if met > at else _on(local + timedelta(days=1), hour)


def after_quiet(at: datetime) -> datetime:
    """This moment, or the end of the quiet hours where it lies in them."""
    return next_at(at, settings.QUIET_UNTIL) if is_quiet(at) else at


def last_quiet_end(at: datetime) -> datetime | None:
    """When the quiet hours last ended before this moment; None where none are quiet."""
    ends = settings.QUIET_UNTIL
    if ends == settings.QUIET_FROM:
        return None
    local = localtime(at)
    met = _on(local, ends)
    return met if met <= at else _on(local - timedelta(days=1), ends)


def _on(day: datetime, hour: time) -> datetime:
    """That hour of a day; where clocks leap over it, the moment they leap to."""
    return localtime(
        day.replace(hour=hour.hour, minute=hour.minute, second=hour.second, microsecond=0, fold=0).astimezone(UTC)
    )
