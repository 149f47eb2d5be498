"""The child's own count of what it asked people, drawn in the strokes of 正. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ANSWERS_MOST, PEOPLE_MOST = 6, 9999
DRAWN_MOST = 50  # people whose strokes are drawn; beyond that the number alone


@dataclass(frozen=True)
class Tally:
    """One answer: its words, how many gave it, and its strokes: (how many of five are drawn, where it begins)."""

    words: str
    people: int
    marks: tuple[tuple[int, int], ...]
    width: int


@dataclass(frozen=True)
class Asked:
    """A question, its answers, and how many were asked in all."""

    question: str
    answers: tuple[Tally, ...]
    people: int


def count_of(asked: Mapping[str, Any]) -> Asked | None:
    """What a child counted, as it is drawn; None where it asked nobody, or what is kept is no count."""
    answers = asked.get("answers") or []
    tallies = []
    for row in answers[:ANSWERS_MOST]:
        words, people = str(row[0]), row[1]
        if isinstance(people, int) and 0 <= people <= PEOPLE_MOST and words:
            tallies.append(Tally(words, people, _marks(people), 42 * max(1, -(-min(people, DRAWN_MOST) // 5))))
    if not tallies:
        return None
    return Asked(str(asked.get("question", "")), tuple(tallies), sum(tally.people for tally in tallies))


def _marks(people: int) -> tuple[tuple[int, int], ...]:
    shown = min(people, DRAWN_MOST)
    return tuple((min(5, shown - start), 42 * (start // 5)) for start in range(0, shown, 5))
