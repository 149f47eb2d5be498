"""How long each step may take, in working days unless it says calendar days."""

from datetime import datetime, timedelta

ACCEPT_DAYS = 1  # a new report is accepted, declined or asked about within one working day
DISPATCH_DAYS = 1
TAKE_DAYS = 1
DECIDE_DAYS = 1  # the committee decides whose a twice returned case is
VERIFY_DAYS = 3
APPEAL_DECISION_DAYS = 15
LAST_APPEAL_DECISION_DAYS = 20  # the committee, which hears both


def may_reopen_until(closed_at: datetime, reopen_days: int) -> datetime:
    """Until when "not solved" reopens without an appeal; calendar days, to the same hour."""
    return closed_at + timedelta(days=reopen_days)


def may_appeal_until(decided_at: datetime, appeal_days: int) -> datetime:
    """Until when an answer or refusal may be appealed; calendar days, to the same hour (petition rules: 30 days)."""
    return decided_at + timedelta(days=appeal_days)
