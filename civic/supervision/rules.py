"""How a sample is drawn and what it tells: pure arithmetic, so that a stranger with the list of numbers can redo it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

METHOD = "sha256(seed:number)"  # the numbers with the smallest digests are drawn, in the order of their digests
SIZE_MOST = 500
SEED_LENGTHS = range(8, 65)


class Result(TextChoices):
    """What somebody found who checked a closed case once more."""

    HOLDS = "holds", _("It holds")
    FAILS = "fails", _("It does not hold")
    UNKNOWN = "unknown", _("It cannot be told any more")


def draw_key(seed: str, number: str) -> str:
    """The digest by which a number takes its place in the draw."""
    return sha256(f"{seed}:{number}".encode()).hexdigest()


def drawn_from(numbers: Iterable[str], *, seed: str, count: int) -> list[str]:
    """So many of these numbers, drawn by the seed; the order in which they are handed in does not matter."""
    return sorted(set(numbers), key=lambda number: draw_key(seed, number))[:count]


def digest_of(numbers: Iterable[str]) -> str:
    """The digest of a list of numbers: sorted, one a line. It tells whether two lists are the same."""
    return sha256("\n".join(sorted(set(numbers))).encode()).hexdigest()


def how_many(population: int, *, size: int | None, share: int | None) -> int:
    """How many are drawn: a size, or a share in hundredths, rounded up so that something is always checked."""
    wanted = size if size is not None else ceil(population * (share or 0) / 100)
    return min(wanted, population, SIZE_MOST)


def spread(free: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Who checks which number, as evenly as may be: of those free for it whoever has the fewest so far, the first in
    the order of their own numbers where several have. A number nobody is free for is left out."""
    load: dict[str, int] = {}
    given: dict[str, str] = {}
    for number, checkers in free.items():
        able = sorted(checkers, key=lambda checker: (load.get(checker, 0), checker))
        if able:
            given[number] = able[0]
            load[able[0]] = load.get(able[0], 0) + 1
    return given


@dataclass(frozen=True)
class Tally:
    """What a sample has told so far. Whoever could not tell counts neither way, and what was not checked is no yes."""

    drawn: int
    holds: int
    fails: int
    unknown: int

    @property
    def checked(self) -> int:
        """How many were looked at."""
        return self.holds + self.fails + self.unknown

    @property
    def told(self) -> int:
        """How many of those could be told."""
        return self.holds + self.fails

    @property
    def percent(self) -> int | None:
        """How many in a hundred hold, of those that could be told; 0 and 100 only when it is exactly so."""
        if not self.told:
            return None
        if self.holds in (0, self.told):
            return 100 * self.holds // self.told
        return min(99, max(1, round(100 * self.holds / self.told)))
