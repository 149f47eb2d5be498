"""From sheets to places: which sheets do not count, what counts as equal, and what then decides. Every rule is chosen
before a round opens and stays. Pure, in whole numbers and fractions: the same on every machine, each time.

Sources: the real contest is judged by juries in each of its rounds (docs/rules.md); that the highest and the lowest
mark are left out is the usual rule of contests in China (去掉一个最高分，去掉一个最低分).
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.juries.rules.assigning import LEAST_EACH
from civic.juries.rules.lots import draw
from civic.juries.rules.voted import Voted, marks

LOWEST, HIGHEST = 1, 5  # of one mark
WHOLE = 100  # the weights of the criteria together
FAR = 150  # hundredths of a point from the middle sheet


class Outlier(TextChoices):
    """Which sheets do not count, so that one harsh or one friendly juror decides nothing."""

    NONE = "none", _("Every sheet counts.")
    ENDS = "ends", _("Where a proposal has five sheets or more, its highest and its lowest do not count.")
    FAR = (
        "far",
        _(
            "Where a proposal has four sheets or more, the one farthest from the middle does not count if it lies more "
            "than one and a half points away."
        ),
    )


class Decided(TextChoices):
    """What set a work apart from the one before it."""

    FIRST = "first", _("first of the list")
    POINTS = "points", _("more points")
    VOTE = "vote", _("more together with the city’s vote")
    CRITERIA = "criteria", _("equal points; more for the criterion that counts first")
    LOT = "lot", _("equal in everything; drawn by lot from the seed fixed before the round")


@dataclass(frozen=True)
class Marks:
    """One sheet: the mark for each criterion, in their order."""

    juror: int
    marks: tuple[int, ...]


@dataclass(frozen=True)
class Judged:
    """One work under its blind number, with the sheets that are handed in and hold."""

    number: int
    sheets: tuple[Marks, ...]


@dataclass(frozen=True)
class Standing:
    """Where a work stands."""

    number: int
    place: int
    points: Fraction  # of 5
    by_criterion: tuple[Fraction, ...]
    goes_on: bool
    decided_by: str
    left_out: tuple[int, ...]  # jurors whose sheet did not count
    mark: Fraction | None = None  # of 100, together with the city's vote, where the rules say so
    votes: int | None = None  # papers that chose it; None where it did not stand in a vote


def total(sheet: Marks, weights: Sequence[int]) -> int:
    """The points of a sheet, in hundredths."""
    return sum(mark * weight for mark, weight in zip(sheet.marks, weights, strict=True))


def counted(sheets: Iterable[Marks], weights: Sequence[int], *, outlier: str) -> list[Marks]:
    """The sheets that count, by the rule; never fewer than three are left. Who wrote a sheet does not matter."""
    ranked = sorted(sheets, key=lambda sheet: (total(sheet, weights), sheet.marks, sheet.juror))
    if outlier == Outlier.ENDS and len(ranked) >= LEAST_EACH + 2:
        return ranked[1:-1]
    if outlier == Outlier.FAR and len(ranked) > LEAST_EACH:
        middle = median(Fraction(total(sheet, weights)) for sheet in ranked)
        below, above = middle - total(ranked[0], weights), total(ranked[-1], weights) - middle
        if max(below, above) > FAR and below != above:  # two equally far outweigh each other
            return ranked[1:] if below > above else ranked[:-1]
    return ranked


def too_few(works: Iterable[Judged], *, least: int = LEAST_EACH) -> list[int]:
    """The numbers of works without enough sheets to be placed."""
    return sorted(work.number for work in works if len(work.sheets) < least)


def standings(
    works: Iterable[Judged],
    weights: Sequence[int],
    *,
    outlier: str,
    seed: str,
    places: int,
    voted: Voted | None = None,
) -> list[Standing]:
    """The works in their order, by the jury's points, or by these together with the city's vote. Equal points: the
    criteria in their order, one after the other; equal in all of them: a lot from the seed. Ask `too_few` first."""
    reckoned = []
    for work in works:
        sheets = counted(work.sheets, weights, outlier=outlier)
        means = tuple(Fraction(sum(column), len(sheets)) for column in zip(*(one.marks for one in sheets), strict=True))
        points = sum((mean * weight for mean, weight in zip(means, weights, strict=True)), Fraction(0)) / WHOLE
        kept = {sheet.juror for sheet in sheets}
        left_out = tuple(sorted(one.juror for one in work.sheets if one.juror not in kept))
        reckoned.append((points, means, draw(seed, "lot", work.number), work.number, left_out))
    mark = marks({row[3]: row[0] for row in reckoned}, voted) if voted is not None else {}
    reckoned.sort(key=lambda row: (-mark.get(row[3], row[0]), -row[0], [-mean for mean in row[1]], row[2], row[3]))
    said = [(points, mark.get(number, points), means) for points, means, _lot, number, _left in reckoned]
    return [
        Standing(
            number=number,
            place=place,
            points=points,
            by_criterion=means,
            goes_on=place <= places,
            decided_by=_decided(said[place - 2], said[place - 1]) if place > 1 else Decided.FIRST,
            left_out=left_out,
            mark=mark.get(number),
            votes=voted.votes.get(number) if voted is not None else None,
        )
        for place, (points, means, _lot, number, left_out) in enumerate(reckoned, start=1)
    ]


_Said = tuple[Fraction, Fraction, tuple[Fraction, ...]]  # points, the mark with the vote, points by criterion


def _decided(before: _Said, this: _Said) -> str:
    if before[0] > this[0]:
        return Decided.POINTS
    if before[1] != this[1]:
        return Decided.VOTE
    return Decided.CRITERIA if before[2] != this[2] else Decided.LOT


def digest(placed: Iterable[Standing]) -> str:
    """One fingerprint of a whole result: reckoned again from the sheets it must be the same."""
    rows = [
        [one.place, one.number, str(one.points), [str(mean) for mean in one.by_criterion], one.goes_on, one.decided_by]
        + ([] if one.mark is None else [str(one.mark), one.votes])
        for one in placed
    ]
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
