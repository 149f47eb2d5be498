"""From when to when one can come and go, and by how much a phone's clock is wrong."""

from datetime import datetime, timedelta

from civic.shifts.rules import CHECK_IN_BEFORE, CHECK_OUT_AFTER

EARLY, LATE_OUT = CHECK_IN_BEFORE, CHECK_OUT_AFTER
SLACK = timedelta(minutes=10)  # whoever goes so little before the end does not leave early
SOON = timedelta(hours=3)  # before a shift its leader's name and number are shown
INSURER_WITHIN = timedelta(hours=4)  # of an injury: the insurer asks for the same day
CLOCK_MOST = timedelta(days=2)  # a clock that is wrong by more is not set right: it tells nothing


def right_time(told: datetime, sent: datetime, received: datetime) -> tuple[datetime, int]:
    """When it was by the server's clock, and by how many seconds the phone's is ahead: a phone says when it scanned and
    when it sent, and the difference between these two holds however wrong both are. Never later than it arrived."""
    ahead = sent - received
    waited = max(sent - told, timedelta())
    return received - waited, int(max(-CLOCK_MOST, min(CLOCK_MOST, ahead)).total_seconds())


def hour_fault(direction: str, told: datetime, *, starts: datetime, ends: datetime) -> bool:
    """Is it too early or too late to come or go at this hour?"""
    if direction == "in":
        return not starts - EARLY <= told < ends
    return not starts <= told <= ends + LATE_OUT


def leaves_early(told: datetime, *, ends: datetime) -> bool:
    """Does somebody go before the end, so that a reason is asked?"""
    return told < ends - SLACK


def stays_fault(came: datetime, went: datetime, *, starts: datetime, ends: datetime, now: datetime) -> bool:
    """Can a leader not mean these two hours: turned round, beyond the shift, or yet to come?"""
    return went <= came or went > now or came < starts - EARLY or went > ends + LATE_OUT or came >= ends
