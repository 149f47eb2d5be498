"""When two proposals say nearly the same, so that whoever reads sees both beside each other. Nothing is dropped for it:
two children may have seen the same thing, and an officer decides. Pure."""

from collections.abc import Sequence, Set

from civic.cases.rules.likeness import words_shared
from civic.lib.bigrams import grams

NEARLY = 0.8  # of the shorter one's pairs of signs
AS_LONG = 0.6  # the shorter one is at least so much of the longer: a part of a long text is no copy of it
FEWEST = 12  # pairs: fewer are a sentence anybody may write


def pairs_of(*words: str) -> frozenset[str]:
    """By what two texts are compared."""
    return frozenset(grams("\n".join(words)).split())


def nearly_same(one: Set[str], other: Set[str]) -> float:
    """Which share of its pairs the shorter one has from the other; 0 where that is too little to look at both."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < FEWEST or shorter < AS_LONG * longer:
        return 0.0
    shared = words_shared(one, other)
    return shared if shared >= NEARLY else 0.0


def beside_each_other(texts: Sequence[Set[str]]) -> list[tuple[int, int | None]]:
    """The places of some texts in their order, but each that says nearly the same as an earlier one right behind it;
    with the place of that earlier one."""
    told: list[tuple[int, int | None]] = []
    placed: set[int] = set()
    for at, text in enumerate(texts):
        if at in placed:
            continue
        told.append((at, None))
        for later in range(at + 1, len(texts)):
            if later not in placed and nearly_same(text, texts[later]):
                told.append((later, at))
                placed.add(later)
    return told
