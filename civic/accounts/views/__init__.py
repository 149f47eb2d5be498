"""The doors: sign in with a code, the page that leads staff to a second factor, codes on paper."""

from civic.accounts.views.sheets import give_printed_code, hand_out, own_sheet, sheets
from civic.accounts.views.signing_in import ask_code, give_code, no_password, second_factor

__all__ = [
    "ask_code",
    "give_code",
    "give_printed_code",
    "hand_out",
    "no_password",
    "own_sheet",
    "second_factor",
    "sheets",
]
