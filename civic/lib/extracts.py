"""A piece of a text around what was looked for, with every place of it marked. Finds just what the index finds."""

import re
from functools import lru_cache
from typing import NamedTuple

from civic.lib.bigrams import Part, fold, query_parts
from civic.lib.plain_text import clean_line

LOOKED_THROUGH = 6_000  # signs of a text
BEFORE = 24  # signs before the first place


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    is_hit: bool


def marked(line: str, query: str) -> list[Piece]:
    """The whole line, with what was looked for marked."""
    return _pieces(line, _places(line, query_parts(query)), 0, len(line))


def extract(text: str, query: str, *, most: int = 140) -> list[Piece]:
    """About so many signs around the first place; the beginning where none is found."""
    line = clean_line(text[:LOOKED_THROUGH])
    places = _places(line, query_parts(query))
    start = max(0, places[0][0] - BEFORE) if places and places[0][1] > most else 0
    end = min(len(line), start + most)
    pieces = _pieces(line, places, start, end)
    before, after = ([Piece("…", False)] if start else []), ([Piece("…", False)] if end < len(line) else [])
    return [*before, *pieces, *after]


def _pieces(line: str, places: list[tuple[int, int]], start: int, end: int) -> list[Piece]:
    pieces, here = [], start
    for first, last in places:
        first, last = max(first, here), min(last, end)
        if first >= last:
            continue
        pieces += [Piece(line[here:first], False), Piece(line[first:last], True)]
        here = last
    return [piece for piece in [*pieces, Piece(line[here:end], False)] if piece.text]


def _places(line: str, parts: list[Part]) -> list[tuple[int, int]]:
    """Where any of the parts stands, in order, as first and last sign of the line itself: folding may lengthen it."""
    if not parts:
        return []
    folded, origin = [], []
    for place, sign in enumerate(line):
        for letter in _folded(sign):
            folded.append(letter)
            origin.append(place)
    bare = "".join(folded)
    found = sorted(
        (origin[hit.start()], origin[hit.end() - 1] + 1)
        for part in parts
        for hit in re.finditer(_as_pattern(part), bare)
        if hit.end() > hit.start()
    )
    return found


def _as_pattern(part: Part) -> str:
    """A run of pairs is the run itself; a Latin word stands alone."""
    first, *rest = part.words
    if rest or part.is_prefix or not first.isascii():
        return re.escape(first + "".join(word[-1] for word in rest))
    return rf"(?<![^\W_]){re.escape(first)}(?![^\W_])"


@lru_cache(maxsize=8192)
def _folded(sign: str) -> str:
    return fold(sign)
