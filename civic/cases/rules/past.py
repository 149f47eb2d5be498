"""Which ended suggestion says what somebody is about to suggest, so that she reads first what was answered. Pure."""

import re
from collections.abc import Set

from civic.cases.rules.likeness import words_shared
from civic.cases.rules.states import Outcome

ENDED_WITH = frozenset(
    {
        Outcome.ADOPTED.value,
        Outcome.IN_PART.value,
        Outcome.ALREADY_SO.value,
        Outcome.NOT_ADOPTED.value,
        Outcome.TAKEN_OVER.value,
    }
)
PAST_MOST = 2  # more would keep her from handing in hers
SHARED_LEAST = 0.4  # of the pairs of signs of the shorter text
SIGNS, PIECES_MOST = 3, 24  # a piece that is looked for; no longer text says more in its beginning
_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]{5,}")
_SAYS_NOTHING = frozenset(
    "的了是在我你您他她它们這这那有不与和及对为被把请將将就也都很还没吗呢吧么什怎如能会要想让给从于到"
)


def pieces(text: str) -> list[str]:
    """What is looked for of a text: three signs in a row that no little word cuts, and Latin words, from its beginning
    on."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        if run.isascii():
            found[run] = None
            continue
        for start in range(len(run) - SIGNS + 1):
            piece = run[start : start + SIGNS]
            if _SAYS_NOTHING.isdisjoint(piece):
                found[piece] = None
    return list(found)[:PIECES_MOST]


def says_the_same(one: Set[str], other: Set[str]) -> float:
    """How much two texts share, by their pairs of signs; 0 where that is too little to ask about."""
    shared = words_shared(one, other)
    return shared if shared >= SHARED_LEAST else 0.0
