"""What the phone desk reads: calls left off, what words may mean, a case opened for a caller, what is to be done."""

from civic.calls.queries.checked import (
    Served,
    cases_opened,
    is_operator,
    latest_code,
    may_print,
    open_check,
    recent_checks,
    served,
    shown_to,
)
from civic.calls.queries.hints import Hints, hints_for, place_of
from civic.calls.queries.kept import kept_call, kept_calls, receipt_of
from civic.calls.queries.owed import (
    call_in_hand,
    calls_due,
    counts,
    message_in_hand,
    undelivered_due,
    undelivered_known,
)

__all__ = [
    "Hints",
    "Served",
    "call_in_hand",
    "calls_due",
    "cases_opened",
    "counts",
    "hints_for",
    "is_operator",
    "kept_call",
    "kept_calls",
    "latest_code",
    "may_print",
    "message_in_hand",
    "open_check",
    "place_of",
    "receipt_of",
    "recent_checks",
    "served",
    "shown_to",
    "undelivered_due",
    "undelivered_known",
]
