"""Codes on paper for people who have neither e-mail nor telephone: who makes them, why one does not count. Pure."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.accounts.rules import new_printed_code, read_printed_code
from civic.lib.sealed import keyed_hash

LENGTH = 10  # thirty signs: with a hundred thousand codes about, one guess in five billion opens anything
CODES_LEAST, CODES_MOST = 10, 200  # on fewer than ten, the number of used ones would tell of somebody
SHEETS_A_DAY = 10  # of one officer: two thousand people at her desk
LASTS = timedelta(days=365)
UNPRINTED_LASTS = timedelta(days=1)  # what lies sealed and unprinted is wiped then
REASON_LONGEST = 300

MAKERS = frozenset({"operator"})  # the intake side: it screens, opens and answers nothing, and has nothing to gain
VOIDERS = MAKERS | {"supervisor", "moderator"}  # who look at marked support too
NO_MAKER = _("Operators of a service desk make sheets of codes. You hold another post today.")
NO_VOIDER = _("The desk that made a sheet, supervisors and moderators void it. You hold no such post today.")

UNKNOWN = _(
    "This is no code that the city printed. Compare each sign with your paper: there is no O, I, L, U, 0 or 1 on it."
)
VOID = _("This code is void, because its sheet was lost or misprinted. Any desk of the city gives you another one.")
EXPIRED = _("This code has expired. Any desk of the city gives you another one; what you supported with it counts on.")
COUNTED = _("This code is counted here already. It counts once for each suggestion, and you can use it for others too.")
NOT_COUNTED = _("This code is not counted here, so there is nothing to take back.")
IS_IT_YOU = _(
    "Somebody supported with an account in this browser today. If that was you, your account counts, and the code "
    "would count you twice. If you are somebody else, say so below and send the code once more."
)
HAS_ACCOUNT = _("You are signed in, and counted by your account. A code on paper is for people who have none.")


def new_code() -> str:
    """One code in two groups of five."""
    return new_printed_code(LENGTH)


def read_code(typed: str) -> str | None:
    """The code somebody typed, in any spacing; None when it cannot be one."""
    return read_printed_code(typed, LENGTH)


def code_digest(code: str) -> str:
    """What is kept of a code once it is printed. Who supports what is kept under another digest of the code itself, so
    that nothing in the database leads from one to the other."""
    return keyed_hash(code, purpose="paper-code")


def new_codes(count: int, *, draw: Callable[[], str] = new_code) -> list[str]:
    """So many codes, all different."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        codes[draw()] = None
    return list(codes)


def count_fault(count: int | None) -> Any:
    """Why a sheet cannot have so many, or ""."""
    if count is None or not CODES_LEAST <= count <= CODES_MOST:
        told = _("Give a number between %(least)d and %(most)d.")
        return told % {"least": CODES_LEAST, "most": CODES_MOST}
    return ""


def print_fault(*, is_void: bool, is_printed: bool, ends_at: datetime, at: datetime) -> Any:
    """Why whoever made a sheet cannot print it now, or ""."""
    if is_void:
        return _("This sheet is void. Make another one.")
    if is_printed:
        return _("This sheet was shown once already. If the paper is lost or spoilt, void it and make another.")
    return _("This sheet has expired, so its codes would open nothing. Make another one.") if at >= ends_at else ""


def sheet_fault(*, is_void: bool, ends_at: datetime, at: datetime) -> Any:
    """Why a code of a sheet counts no more, or ""."""
    if is_void:
        return VOID
    return EXPIRED if at >= ends_at else ""
