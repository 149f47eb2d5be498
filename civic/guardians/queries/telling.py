"""Does a text tell who a child is? Answered by yes or no, so that nobody above ever holds a name."""

import re
from collections.abc import Iterable

from civic.guardians.models import Child, Identity
from civic.lib.bigrams import fold

OWN_NAME, OWN_SCHOOL, GIVEN_NAME = "own-name", "own-school", "given-name"
_BETWEEN = r"[\W_]*"
_APART = re.compile(r"[\W_]+")


def tells_who(child: Child, text: str, *, schools: Iterable[str] = ()) -> frozenset[str]:
    """What of the child's identity stands in this text: its whole name, its school, or a part of its name that may be
    another word as well. Blanks and dots between the signs hide nothing. `schools`: other names of its school."""
    identity = Identity.objects.filter(child=child, erased_at__isnull=True).first()
    if identity is None:
        return frozenset()
    name = fold(identity.name).strip()
    told = set()
    if _stands_in(name, text):
        told.add(OWN_NAME)
    elif len(name) > 2 and not name.isascii() and _stands_in(name[1:], text):
        told.add(GIVEN_NAME)
    if any(_stands_in(fold(one).strip(), text) for one in (identity.school, *schools)):
        told.add(OWN_SCHOOL)
    return frozenset(told)


def _stands_in(words: str, text: str) -> bool:
    even = fold(text)
    if words.isascii():
        parts = [re.escape(part) for part in _APART.split(words) if part]
        return len("".join(parts)) > 1 and re.search(r"\b" + _BETWEEN.join(parts) + r"\b", even) is not None
    bare = _APART.sub("", words)
    return len(bare) > 1 and bare in _APART.sub("", even)
