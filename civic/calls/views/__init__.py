"""The phone desk's pages: a call, its receipt; a caller who rings again; calls owed; messages that reached nobody;
codes on paper."""

from civic.calls.views.again import again, end, ring_back
from civic.calls.views.call import drop, hints, keep, register, show_receipt, text
from civic.calls.views.case import print_answer, serve, show_case
from civic.calls.views.checks import show_checks
from civic.calls.views.codes import print_codes, show_codes, void_codes
from civic.calls.views.owed import (
    show_call,
    show_calls,
    show_message,
    show_undelivered,
    take,
    take_message,
)

__all__ = [
    "again",
    "drop",
    "end",
    "hints",
    "keep",
    "print_answer",
    "print_codes",
    "register",
    "ring_back",
    "serve",
    "show_call",
    "show_calls",
    "show_case",
    "show_checks",
    "show_codes",
    "show_message",
    "show_receipt",
    "show_undelivered",
    "take",
    "take_message",
    "text",
    "void_codes",
]
