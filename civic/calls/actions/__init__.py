"""The acts of the phone desk: write a call down, make sure of a caller, serve her, call back, mend what failed."""

from civic.calls.actions.calling import find_owed_calls, note_call, take_call
from civic.calls.actions.checking import confirm_called_back, end_check, hear_code, start_calling_back
from civic.calls.actions.serving import (
    add_by_phone,
    appeal_by_phone,
    give_out_code,
    rate_by_phone,
    reply_by_phone,
    text_code,
    withdraw_by_phone,
)
from civic.calls.actions.undelivered import find_undelivered, look_after, take_undelivered
from civic.calls.actions.writing import drop_call, forget, keep_call, register_call, text_receipt, tidy_calls

__all__ = [
    "add_by_phone",
    "appeal_by_phone",
    "confirm_called_back",
    "drop_call",
    "end_check",
    "find_owed_calls",
    "find_undelivered",
    "forget",
    "give_out_code",
    "hear_code",
    "keep_call",
    "look_after",
    "note_call",
    "rate_by_phone",
    "register_call",
    "reply_by_phone",
    "start_calling_back",
    "take_call",
    "take_undelivered",
    "text_code",
    "text_receipt",
    "tidy_calls",
    "withdraw_by_phone",
]
