"""Wrong codes cost time that grows: after a few, each further guess waits twice as long as the one before.

Two things are counted, under hashed keys in the cache: what a network has guessed wrongly anywhere, and what has been
guessed wrongly for one number by anybody. The second makes only those wait who guessed wrongly for that number
themselves: whoever holds the right code and comes from elsewhere is never kept out by others.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache

from civic.lib.refusals import TooMany
from civic.lib.sealed import keyed_hash

log = logging.getLogger(__name__)

FIRST_WAIT = 4  # seconds
FORGOTTEN_AFTER = 3600  # without a wrong guess


def wait_after(wrong: int, *, free: int, longest: int) -> int:
    """How long the next guess waits after so many wrong ones, in seconds."""
    over = wrong - free
    return 0 if over < 0 else min(FIRST_WAIT * 2 ** min(over, 20), longest)


@dataclass
class Guess:
    """One guess on its way; it counts as wrong until it says otherwise."""

    network: str
    number: str
    both: str
    is_right: bool = field(default=False)

    def was_right(self) -> None:
        """The code opened something: this guess costs nothing."""
        self.is_right = True


@contextmanager
def guess(network: str, number: str) -> Iterator[Guess]:
    """Around looking a code up. Raises TooMany, with the seconds to wait, before anything is looked up: then the right
    code is refused like a wrong one, and a number that was never issued like one that was. A cache that cannot be
    reached keeps nobody out."""
    one = Guess(_key("network", network), _key("number", number), _key("both", f"{network} {number}"))
    try:
        _enter("guess-network", one.network)
        if number and _wrong(one.both):
            _enter("guess-number", one.number)
    except TooMany:
        raise
    except Exception as unreachable:
        # Every cache fails with exceptions of its own.
        log.warning("Guesses could not be counted (%s).", type(unreachable).__name__)
        yield one
        return
    yield one
    for key in (one.network, one.number, one.both) if number else (one.network,):
        _end(key, is_right=one.is_right)


def _enter(limit: str, key: str) -> None:
    """Go in, and shut the door behind oneself for as long as the wrong guesses so far ask: of many who come at the same
    moment one goes in."""
    free, longest = settings.LIMITS[limit]
    wait = wait_after(_wrong(key), free=free, longest=longest)
    if not wait:
        return
    until = time.time() + wait
    if not cache.add(f"{key}:shut", until, timeout=wait):
        left = float(cache.get(f"{key}:shut", until)) - time.time()
        raise TooMany(retry_after=int(left) + 1, code="guessing")


def _wrong(key: str) -> int:
    return int(cache.get(key, 0))


def _end(key: str, *, is_right: bool) -> None:
    """A right one opens the door again for whoever comes next from there; a wrong one is counted."""
    try:
        if is_right:
            cache.delete(f"{key}:shut")
        elif not cache.add(key, 1, timeout=FORGOTTEN_AFTER):
            cache.incr(key)
            cache.touch(key, FORGOTTEN_AFTER)
    except ValueError:  # it ran out between the two
        cache.add(key, 1, timeout=FORGOTTEN_AFTER)
    except Exception as unreachable:
        log.warning("A guess could not be counted (%s).", type(unreachable).__name__)


def _key(name: str, value: str) -> str:
    return f"guess:{name.replace(' ', '-')}:{keyed_hash(value, purpose='limit')}"
