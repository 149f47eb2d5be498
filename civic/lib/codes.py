"""Case numbers that may be read out on the phone, and tracking codes that open a case to whoever holds one.

A number is public and not sequential: two digits of the year, seven random ones and a Damm check digit, which notices
every single wrong digit and every swap of two neighbours. A tracking code is a secret of 60 bits; its digest is kept.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable
from hashlib import sha256

from stdnum import damm

from civic.lib.sealed import keyed_hash

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
LONGEST_TYPED = 60

_DASHES = re.compile(r"[\s\-‐‑‒–—―−ー_.·•]+")
_AROUND_A_NUMBER = re.compile(
    r"案件|工单|工單|编号|編號|单号|單號|号码|號碼|number|case|no|nr|[#:,;()\[\]【】〔〕「」《》<>\"'。、]",
    re.IGNORECASE,
)
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_number(year: int, *, randbelow: Callable[[int], int] = secrets.randbelow) -> str:
    """A fresh case number of that year, like 26-7041-5835; it may be taken: a unique constraint has the last word."""
    nine = f"{year % 100:02d}{randbelow(10_000_000):07d}"
    return _as_number(nine + damm.calc_check_digit(nine))


def read_number(text: str) -> str | None:
    """The case number somebody typed, in its one true form; None when it is not one or a digit is wrong."""
    if len(text) > LONGEST_TYPED:
        return None
    typed = _DASHES.sub("", _AROUND_A_NUMBER.sub("", unicodedata.normalize("NFKC", text)))
    digits = "".join(str(unicodedata.decimal(sign, "?")) for sign in typed)
    if not re.fullmatch(r"[0-9]{10}", digits) or not damm.is_valid(digits):
        return None
    return _as_number(digits)


def _as_number(ten: str) -> str:
    return f"{ten[:2]}-{ten[2:6]}-{ten[6:]}"


def new_tracking_code() -> str:
    """A fresh tracking code, like K7QM-2X4P-9TBD."""
    return _as_code(secrets.randbits(5 * CODE_LENGTH))


def tracking_code_from(secret: str, key: str, case_id: str | int) -> str:
    """The tracking code of a case filed under an idempotency key: the same three give the same code; none is kept."""
    message = b"".join(
        len(part).to_bytes(4, "big") + part for part in (key.encode("utf-8", "replace"), str(case_id).encode())
    )
    digest = hmac.new(secret.encode(), b"gongzhi tracking code" + message, sha256).digest()
    return _as_code(int.from_bytes(digest[:8], "big") >> (64 - 5 * CODE_LENGTH))


def read_tracking_code(text: str) -> str | None:
    """The tracking code somebody typed, in its one true form (o is 0, i and l are 1); None when it cannot be one."""
    if len(text) > LONGEST_TYPED:
        return None
    signs = _DASHES.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOKALIKES)
    if len(signs) != CODE_LENGTH or any(sign not in CROCKFORD for sign in signs):
        return None
    return _grouped(signs)


def code_digest(code: str) -> str:
    """What is kept of a tracking code: a digest, useless without the key; every way of typing a code gives the same."""
    return keyed_hash(read_tracking_code(code) or code, purpose="tracking-code")


def _as_code(bits: int) -> str:
    return _grouped("".join(CROCKFORD[(bits >> 5 * place) & 31] for place in reversed(range(CODE_LENGTH))))


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + 4] for start in range(0, CODE_LENGTH, 4))
