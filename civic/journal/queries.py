"""What is asked of the journal: whether the chain of the administrators' changes still holds."""

from collections.abc import Sequence
from itertools import pairwise

from civic.journal.models import Change
from civic.journal.rules import CHANGES, broken_at, line_digest


def first_broken_change() -> int | None:
    """The first change whose seal does not hold, read from the beginning; None while all hold."""
    return broken_at(CHANGES, Change.objects.order_by("seq").iterator(), {})


def broken_among(changes: Sequence[Change]) -> set[int]:
    """Which of these changes, the newest first and without a gap, do not fit their own seal or the line before."""
    broken = {one.seq for one in changes if one.digest != _digest_of(one)}
    for newer, older in pairwise(changes):
        if newer.seq == older.seq + 1 and newer.previous != older.digest:
            broken.add(newer.seq)
    return broken


def _digest_of(change: Change) -> str:
    return line_digest(
        subject=CHANGES,
        seq=change.seq,
        verb=change.verb,
        side=change.side,
        actor_id=change.actor_id,
        at=change.at,
        facts=change.facts,
        words=change.words_digest,
        previous=change.previous,
    )
