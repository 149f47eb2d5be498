"""Does a text tell who a child is? Answered by yes or no, so that nobody above ever holds a name."""

import re
from collections.abc import Iterable, Sequence

from civic.guardians.models import Child, Identity
from civic.lib.bigrams import fold

OWN_NAME, OWN_SCHOOL, GIVEN_NAME = "own-name", "own-school", "given-name"
_BETWEEN = r"[\W_]*"
_CALLED = re.compile(r"(?=(?:我叫|叫我|我的名字是|我的名字叫|小名叫|小名是)(.{1,12}))", re.DOTALL)
_APART = re.compile(r"[\W_]+")


def tells_who(child: Child, texts: Sequence[str], *, schools: Iterable[str] = ()) -> list[frozenset[str]]:
    """What of the child's identity stands in each of these texts: its whole name, its school, or a part of its name
    that may be another word as well. Blanks and dots between the signs hide nothing. `schools`: other names of its
    school. One query."""
    identity = Identity.objects.filter(child=child, erased_at__isnull=True).first()
    if identity is None:
        return [frozenset() for _text in texts]
    name, school = fold(identity.name).strip(), [fold(one).strip() for one in (identity.school, *schools)]
    return [_told_in(text, name=name, schools=school) for text in texts]


def _told_in(text: str, *, name: str, schools: Iterable[str]) -> frozenset[str]:
    told = set()
    if _stands_in(name, text) or (len(name) > 2 and _is_called(name[1:], text)):
        told.add(OWN_NAME)
    elif len(name) > 2 and not name.isascii() and _stands_in(name[1:], text):
        told.add(GIVEN_NAME)
    if any(_stands_in(one, text) for one in schools):
        told.add(OWN_SCHOOL)
    return frozenset(told)


def _is_called(given: str, text: str) -> bool:
    """Does the child say that this is what it is called?"""
    bare = _APART.sub("", given)
    return any(_APART.sub("", said[1]).startswith(bare) for said in _CALLED.finditer(fold(text)))


def _stands_in(words: str, text: str) -> bool:
    even = fold(text)
    if words.isascii():
        parts = [re.escape(part) for part in _APART.split(words) if part]
        return len("".join(parts)) > 1 and re.search(r"\b" + _BETWEEN.join(parts) + r"\b", even) is not None
    bare = _APART.sub("", words)
    return len(bare) > 1 and bare in _APART.sub("", even)
