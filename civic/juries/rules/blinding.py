"""What a juror reads of a work: the words, without anything that says who made it or from where. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

HIDDEN = "▇▇"
SHORTEST = 2  # a name of one sign would hide half of the text
_KINDS_OF_SCHOOL = re.compile(
    r"(?:(?:实验|實驗|附属|附屬|中心|第[一二三四五六七八九十]+)*(?:小学|小學|中学|中學|学校|學校|小|中)"
    r"|\s+(?:primary|middle|secondary)?\s*school|\s+primary|\s+middle)$",
    re.IGNORECASE,
)
_KINDS_OF_PLACE = re.compile(r"(?:新区|新區|[区區县縣市]|\s+district)$", re.IGNORECASE)
# what a text itself calls a school or a class, whichever it is
_TOLD = re.compile(
    r"(?:我们|我們)?[初高]?[一二三四五六七八九十\d]{1,2}\s*年?级?\s*[（(]?[一二三四五六七八九十\d]{1,2}[)）]?\s*班"
)


def to_hide(*, pseudonym: str, schools: Iterable[str], districts: Iterable[str]) -> tuple[str, ...]:
    """The words that would tell, and what people shorten them to, the longest first."""
    words = {pseudonym}
    for names, kinds in ((schools, _KINDS_OF_SCHOOL), (districts, _KINDS_OF_PLACE)):
        for name in names:
            words |= {name, kinds.sub("", name)}
    return tuple(sorted((word for word in words if len(word.strip()) >= SHORTEST), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)


def blind(text: str, words: tuple[str, ...]) -> str:
    """The text with a mark of one length in place of each of them."""
    hidden = _pattern(words).sub(HIDDEN, text) if words else text
    return _TOLD.sub(HIDDEN, hidden)
