"""How papers are sealed and counted, and how little the count weighs. Pure, and the same each time."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from civic.ballots.rules.voting import MOST_WEIGHT


@dataclass(frozen=True)
class Sheet:
    """One paper as it lies in the box: a token drawn by lot, and the numbers chosen. No voter, no hour."""

    token: str
    chosen: tuple[int, ...]

    @property
    def line(self) -> str:
        """As it stands in the file that everybody may count again."""
        return f"{self.token},{' '.join(str(number) for number in self.chosen)}"


def seal_of(sheets: Iterable[Sheet]) -> str:
    """The digest of all papers, in the order of their tokens: one changed, added or lost paper changes it."""
    box = sha256()
    for line in sorted(sheet.line for sheet in sheets):
        box.update(line.encode() + b"\n")
    return box.hexdigest()


def tally(sheets: Iterable[Sheet], *, numbers: Collection[int], taken_back: Collection[int] = ()) -> dict[int, int]:
    """How many papers chose each number. What was taken back is not counted, and its papers count for the others."""
    counted = Counter(number for sheet in sheets for number in set(sheet.chosen))
    return {number: counted[number] for number in sorted(set(numbers) - set(taken_back))}


def blend(jury: Fraction | float, votes: Fraction | int, *, papers: int, weight: int) -> Fraction:
    """A proposal's mark between 0 and 100: the jury's, and the share of papers that chose it by its capped weight. In
    fractions, so that everybody who reckons again finds the same."""
    weight = max(0, min(weight, MOST_WEIGHT))
    share = Fraction(100 * votes, papers) if papers else Fraction(0)
    return (Fraction(jury) * (100 - weight) + share * weight) / 100


def shares(counts: Mapping[int, int], *, papers: int) -> list[tuple[int, int, float]]:
    """Number, votes and share of papers in percent, in the order of the numbers: nobody is ranked."""
    return [
        (number, counts[number], round(100 * counts[number] / papers, 1) if papers else 0.0)
        for number in sorted(counts)
    ]


def same_seal(sheets: Sequence[Sheet], *, seal: str) -> bool:
    """Are these the papers that were sealed?"""
    return seal_of(sheets) == seal
