"""How much somebody may serve: our own numbers, so that nobody is worn out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAY_MOST = 8 * 60  # minutes of shifts on one calendar day of the city
WEEK_MOST = 24 * 60  # in any calendar week, which begins on Monday
REST = timedelta(hours=8)  # between the last shift of a day and the first of the next
MINOR_DAY_MOST = 4 * 60
MINOR_LATEST_HOUR = 21  # no shift of a minor ends later, none begins before six
MINOR_EARLIEST_HOUR = 6


@dataclass(frozen=True)
class Busy:
    """A stretch in which somebody serves, and where: latitude and longitude in degrees (WGS84), if known."""

    starts: datetime
    ends: datetime
    lat: float | None = None
    lon: float | None = None

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return int((self.ends - self.starts).total_seconds() // 60)


def day_minutes(busy: Iterable[Busy], day_of: Busy, zone: ZoneInfo) -> int:
    """Minutes on the calendar day on which `day_of` begins, it included."""
    day = day_of.starts.astimezone(zone).date()
    return day_of.minutes + sum(one.minutes for one in busy if one.starts.astimezone(zone).date() == day)


def week_minutes(busy: Iterable[Busy], week_of: Busy, zone: ZoneInfo) -> int:
    """Minutes in the week in which `week_of` begins, it included."""
    week = week_of.starts.astimezone(zone).isocalendar()[:2]
    return week_of.minutes + sum(one.minutes for one in busy if one.starts.astimezone(zone).isocalendar()[:2] == week)


def rest_fault(busy: Iterable[Busy], wanted: Busy, zone: ZoneInfo, *, is_minor: bool = False) -> str:
    """Which limit somebody would break by serving once more: "hour", "day", "week", "night", or ""."""
    held = list(busy)
    if is_minor:
        first, last = wanted.starts.astimezone(zone), wanted.ends.astimezone(zone)
        if (
            first.hour < MINOR_EARLIEST_HOUR
            or first.date() != last.date()
            or (last.hour, last.minute, last.second) > (MINOR_LATEST_HOUR, 0, 0)
        ):
            return "hour"
    if day_minutes(held, wanted, zone) > (MINOR_DAY_MOST if is_minor else DAY_MOST):
        return "day"
    if week_minutes(held, wanted, zone) > WEEK_MOST:
        return "week"
    day = wanted.starts.astimezone(zone).date()
    for one in held:
        if one.starts.astimezone(zone).date() == day:
            continue
        before, after = (one, wanted) if one.starts < wanted.starts else (wanted, one)
        if timedelta() <= after.starts - before.ends < REST:
            return "night"
    return ""
