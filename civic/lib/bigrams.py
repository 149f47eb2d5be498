"""Search words for Chinese and Latin text: overlapping pairs of signs, the same for both databases.

Each run of Chinese gives its overlapping pairs and its last single sign; each Latin word or number is one word. A
phrase of pairs finds just what a substring search finds; a single sign is found as the beginning of a word. What is
stored by `grams` (SQLite FTS5, unicode61) or `tsvector` (PostgreSQL) is searched with `fts5_query` or `tsquery`.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import opencc

from civic.lib.codes import read_number

POSITIONS = 16_000  # a tsvector keeps positions up to 16,383
LONGEST_WORD = 64
PARTS_OF_A_QUERY = 16
WORDS_OF_A_PART = 64

_CJK = (
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\u1100-\u11ff\uac00-\ud7af\U00020000-\U0003fffd"
)
_PIECES = re.compile(rf"(?P<run>[{_CJK}]+)|(?P<word>[^\W_{_CJK}]+)")
_CASE_NUMBER = re.compile(r"(?<![0-9])[0-9]{2}[-‐‑‒–—―− ]?[0-9]{4}[-‐‑‒–—―− ]?[0-9]{4}(?![0-9])")


@dataclass(frozen=True)
class Part:
    """Words that must follow one another; with `is_prefix` the last of them may be the beginning of a longer one."""

    words: tuple[str, ...]
    is_prefix: bool = False


class _Simplified(dict[int, str]):
    """Traditional to simplified, sign by sign.

    A sign must fold alike whatever stands beside it, or a search for a part of a word would miss the word.
    """

    def __init__(self) -> None:
        # In 亮著 Taiwan and Hong Kong write for 着 what the mainland keeps for authors.
        super().__init__({ord("著"): "着"})

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        may_fold = sign >= 0x3400 and unicodedata.category(letter) == "Lo"
        self[sign] = folded = _to_simplified().convert(letter) if may_fold else letter
        return folded


_SIMPLIFIED = _Simplified()


@lru_cache(maxsize=1)
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("hk2s")


def fold(text: str) -> str:
    """The text with widths, case, accents and traditional forms evened out: any way of writing finds any other."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if text.isascii():
        return text
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_SIMPLIFIED)


def grams(text: str) -> str:
    """The search words of a text, parted by spaces, for an FTS5 table."""
    return " ".join(_words(text))


def tsvector(text: str) -> str:
    """The search words of a text with their positions, as PostgreSQL writes a tsvector: to be stored with a cast."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(_words(text), start=1):
        # PostgreSQL keeps 256 positions of a word and refuses none; the rest would only be thrown away there.
        if len(here := places.setdefault(word, [])) < 256:
            here.append(place)
    return " ".join(f"'{word}':{','.join(map(str, here))}" for word, here in places.items())


def query_parts(text: str) -> list[Part]:
    """What is looked for: each run of Chinese a phrase, each Latin word itself, a single Chinese sign a beginning."""
    parts: list[Part] = []
    for piece, is_run in _pieces(text):
        if not is_run:
            parts.append(Part((piece,)))
        elif len(piece) == 1:
            parts.append(Part((piece,), is_prefix=True))
        else:
            parts.append(Part(tuple(_pairs(piece)[:WORDS_OF_A_PART])))
        if len(parts) == PARTS_OF_A_QUERY:
            break
    return parts


def mark(name: str) -> str:
    """A word to be stored among those of a text that says of what sort it is, so that an index finds a rare sort as
    fast as a rare word. Letters only. It narrows, and proves nothing: anybody may write it in a text."""
    return f"xmark{name}"


def fts5_query(text: str, *, having: Iterable[str] = (), lacking: Iterable[str] = ()) -> str:
    """The MATCH for what somebody typed, in which no sign is an operator, with and without these marks; "" when nothing
    in it can be searched."""
    said = [f'"{" ".join(part.words)}"{" *" if part.is_prefix else ""}' for part in query_parts(text)]
    if not said:
        return ""
    wanted = " AND ".join([*said, *(f'"{mark(name)}"' for name in having)])
    return f"({wanted})" + "".join(f' NOT "{mark(name)}"' for name in lacking) if lacking else wanted


def tsquery(text: str, *, having: Iterable[str] = (), lacking: Iterable[str] = ()) -> str:
    """The same as the words of a PostgreSQL tsquery, to be cast; "" when nothing in it can be searched."""
    said = [_as_tsquery(part) for part in query_parts(text)]
    marks = [*(f"'{mark(name)}'" for name in having), *(f"!'{mark(name)}'" for name in lacking)]
    return " & ".join([*said, *marks]) if said else ""


def _as_tsquery(part: Part) -> str:
    words = " <-> ".join(f"'{word}'" for word in part.words)
    return f"{words}:*" if part.is_prefix else f"({words})"


def _words(text: str) -> list[str]:
    words: list[str] = []
    for piece, is_run in _pieces(text):
        words.extend([*_pairs(piece), piece[-1]] if is_run else [piece])
        if len(words) >= POSITIONS:
            break
    return words[:POSITIONS]


def _pieces(text: str) -> list[tuple[str, bool]]:
    joined = _CASE_NUMBER.sub(_as_one_word, fold(text))
    return [
        (found["run"], True) if found["run"] else (found["word"][:LONGEST_WORD], False)
        for found in _PIECES.finditer(joined)
    ]


def _as_one_word(found: re.Match[str]) -> str:
    number = read_number(found[0])
    return f" {number.replace('-', '')} " if number else found[0]


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
