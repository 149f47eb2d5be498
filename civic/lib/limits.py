"""How often something may be done in a while: counted in the cache under hashed keys, told with the seconds to wait."""

import logging
import time

from django.core.cache import cache

from civic.lib.refusals import TooMany
from civic.lib.sealed import keyed_hash

log = logging.getLogger(__name__)


def spend(name: str, key: str, *, most: int, seconds: int, cost: int = 1) -> None:
    """Count one more of this for that key in the present window of time. Raises TooMany when `most` is passed.

    Windows are fixed: all counts of one name begin anew together, every so many seconds. When the cache cannot be
    reached nothing is refused, since a fault of ours must not stop a report.
    """
    now = time.time()
    window = int(now // seconds)
    place = f"limit:{name}:{window}:{keyed_hash(key, purpose='limit')}"
    ends_in = int((window + 1) * seconds - now) + 1
    try:
        spent = _counted(place, cost, ends_in)
    except Exception as unreachable:
        # Every cache fails with exceptions of its own.
        log.warning("The limit %s could not be counted (%s).", name, type(unreachable).__name__)
        return
    if spent > most:
        raise TooMany(retry_after=ends_in, times=spent / max(1, most))


def is_within(name: str, key: str, *, most: int, seconds: int) -> bool:
    """As spend, for what may be left undone without a word: is this one still within the limit?"""
    try:
        spend(name, key, most=most, seconds=seconds)
    except TooMany:
        return False
    return True


def _counted(place: str, cost: int, ends_in: int) -> int:
    if cache.add(place, cost, timeout=ends_in):
        return cost
    try:
        return int(cache.incr(place, cost))
    except ValueError:  # it ran out between the two
        cache.add(place, cost, timeout=ends_in)
        return cost
