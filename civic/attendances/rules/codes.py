"""The codes by which a phone is known to be there: signed, renewed twice a minute, good for a minute and a half.

A code says who shows it (the leader of a shift, or one volunteer on it), and in which half minute it was drawn. The
short one is typed where there is no camera and no JavaScript. Time and key are handed in.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

STEP = 30  # seconds
GOOD_STEPS = 3  # this one and the two before: 60 to 90 seconds
DIGITS = 6
MARK = 20  # signs of the seal


@dataclass(frozen=True)
class Read:
    """What a code says, once its seal was found whole."""

    shift: int
    volunteer: int | None  # None: the leader shows it
    step: int


def step_of(at: datetime) -> int:
    """The half minute a moment lies in."""
    return int(at.timestamp()) // STEP


def drawn_code(key: str, *, shift: int, volunteer: int | None, at: datetime) -> str:
    """The code that is drawn as a square."""
    told = f"{shift}-{volunteer or 0}-{step_of(at)}"
    return f"{told}-{_seal(key, told)}"


def read_code(key: str, code: str) -> Read | None:
    """What a code says; None for what was not drawn here."""
    told, _dash, mark = code.strip().rpartition("-")
    parts = told.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) <= 12 for part in parts):
        return None
    if not hmac.compare_digest(_seal(key, told).encode(), mark.encode()):
        return None
    shift, volunteer, step = (int(part) for part in parts)
    return Read(shift, volunteer or None, step)


def shows_code(read: Read, told: datetime) -> bool:
    """Was this code on the screen at that moment, by the server's clock?"""
    return 0 <= step_of(told) - read.step < GOOD_STEPS


def typed_code(key: str, *, shift: int, volunteer: int | None, step: int) -> str:
    """Six digits that say the same to whoever knows the shift."""
    sealed = hmac.new(key.encode(), f"typed:{shift}-{volunteer or 0}-{step}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(sealed[:8], "big") % 10**DIGITS).zfill(DIGITS)


def read_typed(key: str, typed: str, *, shift: int, who: list[int | None], told: datetime) -> list[Read]:
    """Whose code these six digits are, among these, in the last half minutes: mostly one, seldom none or two."""
    digits = "".join(sign for sign in typed if sign.isdigit() and sign.isascii())
    steps = [step_of(told) - back for back in range(GOOD_STEPS)]
    return [
        Read(shift, volunteer, step)
        for volunteer in who
        for step in steps
        if hmac.compare_digest(typed_code(key, shift=shift, volunteer=volunteer, step=step), digits)
    ]


def _seal(key: str, told: str) -> str:
    return hmac.new(key.encode(), f"code:{told}".encode(), hashlib.sha256).hexdigest()[:MARK]
