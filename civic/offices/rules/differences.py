"""What changed between two texts, word by word, and sign by sign in Chinese. No table."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_PIECE = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


class Piece(NamedTuple):
    """A piece of a text: what stayed, what was taken out, what came in."""

    sign: str  # "same", "out" or "in"
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The two texts as one, in pieces: joined without what came in they are the one before, without what went the
    other."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[Piece] = []
    for verb, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        pieces += [piece for piece in (Piece("out", "".join(old[i:j])), Piece("in", "".join(new[k:m]))) if piece.text]
    return pieces
