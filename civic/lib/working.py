"""Proof of work: a sum that costs a device some seconds and the city nothing to check, instead of a wait.

A puzzle is signed, dated and bound to one thing (a draft); solved, it holds once. It is hashcash: a number is looked
for whose SHA-256 together with the puzzle begins with so many zero bits. Two dozen lines of the standard library and a
small worker in the browser do all of it, so no library stands between.
"""

import math
import re
from hashlib import sha256

from django.core import signing
from django.core.cache import cache

from civic.lib.sealed import keyed_hash

HOLDS = 1800  # seconds
FEWEST_BITS, MOST_BITS = 17, 20  # 130,000 hashes on average, a second on an old phone; eight times as many in a flood
_SALT = "lib.working"
_ANSWER = re.compile(r"[0-9]{1,15}")


def bits_for(times: float) -> int:
    """How hard a sum is for a network that asks so many times what it may: one bit more whenever that doubles."""
    return min(MOST_BITS, FEWEST_BITS + int(math.log2(max(1.0, times))))


def puzzle_for(subject: str, *, bits: int) -> str:
    """A puzzle for this thing and no other."""
    return signing.TimestampSigner(salt=_SALT).sign(f"{_bound(subject)}.{bits}")


def is_solved(puzzle: str, answer: str, *, subject: str) -> bool:
    """Was this puzzle ours, for this thing, not too old, not used before, and is that its answer? Then it is used."""
    if len(puzzle) > 200 or not _ANSWER.fullmatch(answer):
        return False
    try:
        bound, _dot, bits = signing.TimestampSigner(salt=_SALT).unsign(puzzle, max_age=HOLDS).partition(".")
    except signing.BadSignature:
        return False
    if bound != _bound(subject) or zero_bits(f"{puzzle}:{answer}") < int(bits):
        return False
    return bool(cache.add(f"worked:{keyed_hash(puzzle, purpose='limit')}", 1, timeout=HOLDS))


def zero_bits(text: str) -> int:
    """With how many zero bits its hash begins."""
    return 256 - int.from_bytes(sha256(text.encode()).digest(), "big").bit_length()


def _bound(subject: str) -> str:
    return keyed_hash(subject, purpose="work")[:32]
