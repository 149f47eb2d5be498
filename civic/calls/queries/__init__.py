"""What the phone desk reads: calls left off, what words may mean, a case opened for a caller, what is to be done."""

from civic.calls.queries.checked import (
    Served,
    cases_opened,
    checks_of_all,
    is_operator,
    latest_code,
    may_print,
    names_office_of,
    open_check,
    recent_checks,
    served,
)
from civic.calls.queries.hints import Hints, hints_for, place_of
from civic.calls.queries.kept import kept_call, kept_calls, receipt_of
from civic.calls.queries.owed import (
    call_in_hand,
    calls_due,
    calls_known,
    counts,
    message_in_hand,
    spoken_in,
    undelivered_due,
    undelivered_known,
)

__all__ = [
    "Hints",
    "Served",
    "call_in_hand",
    "calls_due",
    "calls_known",
    "cases_opened",
    "checks_of_all",
    "counts",
    "hints_for",
    "is_operator",
    "kept_call",
    "kept_calls",
    "latest_code",
    "may_print",
    "message_in_hand",
    "names_office_of",
    "open_check",
    "place_of",
    "receipt_of",
    "recent_checks",
    "served",
    "spoken_in",
    "undelivered_due",
    "undelivered_known",
]
