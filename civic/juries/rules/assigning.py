"""Who reads what: each work by as many jurors as was said, none with a tie to the child, as evenly as that allows.
Pure; the same from the same seed, so that it can be repeated."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from civic.juries.rules.lots import draw

LEAST_EACH = 3  # sheets a work has at least: with fewer, one voice would decide
MOST_EACH = 9

Pairs = AbstractSet[tuple[int, int]]  # (juror, work): these two never meet


def numbered(works: Iterable[str], *, seed: str) -> list[str]:
    """The works in the order of their blind numbers: drawn, so that no number tells who came first."""
    return sorted(works, key=lambda work: (draw(seed, "number", work), work))


def short_of(works: Iterable[int], jurors: Collection[int], ties: Pairs, *, each: int) -> dict[int, int]:
    """The works for which too few jurors are left, and how many are missing."""
    free = {work: sum((juror, work) not in ties for juror in jurors) for work in works}
    return {work: each - count for work, count in free.items() if count < each}


def assign(
    works: Sequence[int], jurors: Sequence[int], ties: Pairs, *, each: int, seed: str
) -> dict[int, tuple[int, ...]]:
    """For each work its jurors. Ask `short_of` first: a work nobody may read is a fault of the caller."""
    assert not short_of(works, jurors, ties, each=each)
    free = {work: [juror for juror in jurors if (juror, work) not in ties] for work in works}
    load = dict.fromkeys(jurors, 0)
    read: dict[int, set[int]] = {}
    for work in sorted(works, key=lambda work: (len(free[work]), draw(seed, "work", work), work)):
        chosen = sorted(free[work], key=lambda juror: (load[juror], draw(seed, "juror", work, juror), juror))[:each]
        read[work] = set(chosen)
        for juror in chosen:
            load[juror] += 1
    _even_out(read, free, load)
    return {work: tuple(sorted(read[work])) for work in works}


def next_reader(
    work: int, load: Mapping[int, int], not_these: Collection[int], ties: Pairs, *, seed: str
) -> int | None:
    """Who reads a work instead of somebody who may not: of those free to, the one with the fewest sheets."""
    free = [juror for juror in load if juror not in not_these and (juror, work) not in ties]
    return min(free, key=lambda juror: (load[juror], draw(seed, "again", work, juror), juror), default=None)


def _even_out(read: dict[int, set[int]], free: Mapping[int, Sequence[int]], load: dict[int, int]) -> None:
    """Hand sheets on, along a chain of jurors where it takes one, until nobody has two more than somebody who could
    have one of them."""
    while chain := _chain(read, free, load):
        for (giver, taker), work in chain:
            read[work].remove(giver)
            read[work].add(taker)
        load[chain[0][0][0]] -= 1
        load[chain[-1][0][1]] += 1


def _chain(
    read: Mapping[int, set[int]], free: Mapping[int, Sequence[int]], load: Mapping[int, int]
) -> list[tuple[tuple[int, int], int]]:
    """Who hands which work to whom, from somebody with many to somebody with two fewer, or [] where all is even."""
    steps: dict[int, dict[int, int]] = {juror: {} for juror in load}
    for work in sorted(read):
        for giver in read[work]:
            for taker in free[work]:
                if taker not in read[work]:
                    steps[giver].setdefault(taker, work)
    for first in sorted(load, key=lambda juror: (-load[juror], juror)):
        came: dict[int, int | None] = {first: None}
        waiting = deque([first])
        while waiting:
            juror = waiting.popleft()
            if load[first] - load[juror] >= 2:
                return _walk_back(juror, came, steps)
            for taker in sorted(steps[juror]):
                if taker not in came:
                    came[taker] = juror
                    waiting.append(taker)
    return []


def _walk_back(
    last: int, came: Mapping[int, int | None], steps: Mapping[int, Mapping[int, int]]
) -> list[tuple[tuple[int, int], int]]:
    chain = []
    taker = last
    while (giver := came[taker]) is not None:
        chain.append(((giver, taker), steps[giver][taker]))
        taker = giver
    return chain[::-1]
