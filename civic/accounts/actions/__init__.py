"""How people come, sign in, choose their language and are forgotten; codes on paper."""

from civic.accounts.actions.people import choose_language, close, drop_ended_sessions, forget, hire, join, send_code
from civic.accounts.actions.sheets import ask_for_sheet, hand_out_sheet, print_sheet, use_printed_code

__all__ = [
    "ask_for_sheet",
    "choose_language",
    "close",
    "drop_ended_sessions",
    "forget",
    "hand_out_sheet",
    "hire",
    "join",
    "print_sheet",
    "send_code",
    "use_printed_code",
]
