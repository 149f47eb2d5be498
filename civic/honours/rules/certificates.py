"""What a certificate says, and by which digest a paper is compared with the book."""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
LENGTH = 12  # 60 bits: nobody finds one by trying
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
LONGEST_TYPED = 40


@dataclass(frozen=True)
class Served:
    """What a volunteer served in one activity: net minutes, after reversals and corrections."""

    activity: str  # its number; "" where it came from an earlier system
    names: Mapping[str, str]  # the activity's, in three languages
    organisation: Mapping[str, str]
    minutes: int


def new_certificate_number(*, choose: Callable[[str], str] = secrets.choice) -> str:
    """A number that says nothing and cannot be guessed, like 7K2M-X4P9-TBD0."""
    signs = "".join(choose(SIGNS) for _turn in range(LENGTH))
    return _grouped(signs)


def read_certificate_number(text: str) -> str | None:
    """The number somebody typed, in its one true form; None when it cannot be one."""
    if len(text) > LONGEST_TYPED:
        return None
    plain = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    signs = "".join(sign for sign in plain if sign not in " -–—·.")
    if len(signs) != LENGTH or any(sign not in SIGNS for sign in signs):
        return None
    return _grouped(signs)


def items_of(served: Iterable[Served]) -> list[dict[str, Any]]:
    """The lines of a certificate: activities with minutes left, in their order."""
    return [
        {
            "activity": one.activity,
            "names": dict(one.names),
            "organisation": dict(one.organisation),
            "minutes": one.minutes,
        }
        for one in served
        if one.minutes > 0
    ]


def certificate_digest(facts: Mapping[str, Any]) -> str:
    """The digest of what a certificate says: the same facts give the same, in any order."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def as_hours(minutes: int) -> str:
    """Minutes as hours with one digit, rounded down, as certificates print them: 275 is 4.5."""
    tenths = max(0, minutes) * 10 // 60
    return f"{tenths // 10}.{tenths % 10}"


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))
