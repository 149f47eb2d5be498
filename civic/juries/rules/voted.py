"""The city's vote beside the jury's points, where the rules of a round say so beforehand. Pure, in fractions.

It only advises: its weight is capped far below the jury's, and whoever could not stand in the vote neither gains nor
loses by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from civic.ballots.rules import blend

OF_FIVE = 20  # the jury's points reach 5, a mark reaches 100


@dataclass(frozen=True)
class Voted:
    """What a vote gave: its weight in percent, its papers, and by blind number how many of them chose a work. A work
    that did not stand in the vote has no number here."""

    weight: int
    papers: int
    votes: Mapping[int, int]


def marks(points: Mapping[int, Fraction], voted: Voted) -> dict[int, Fraction]:
    """The mark of each work between 0 and 100. A work that did not stand in the vote is given the mean of those that
    did: its family may say no to publishing, and that costs nothing."""
    stood = [voted.votes[number] for number in points if number in voted.votes]
    mean = Fraction(sum(stood), len(stood)) if stood else Fraction(0)
    return {
        number: blend(reached * OF_FIVE, voted.votes.get(number, mean), papers=voted.papers, weight=voted.weight)
        for number, reached in points.items()
    }
