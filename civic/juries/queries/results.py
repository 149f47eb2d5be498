"""From the sheets in the database to what the rules reckon with."""

from collections import defaultdict
from datetime import datetime

from civic.ballots.models import Ballot
from civic.juries.models import Mark, Panel, Piece, Sheet
from civic.juries.queries.pieces import in_force, places_of
from civic.juries.rules import Judged, Marks, Standing, Voted, standings


def weights_of(panel: Panel) -> list[int]:
    """The weights of the criteria, in their order; one query."""
    return list(panel.rubric.criteria.order_by("order").values_list("weight", flat=True))


def judged(panel: Panel, *, at: datetime) -> list[Judged]:
    """Every piece that may still be judged with its sheets that count; four queries, whatever their number."""
    pieces = dict(in_force(panel.pieces.all(), at=at).values_list("pk", "number"))
    marks: dict[int, list[int]] = defaultdict(list)
    rows = Mark.objects.filter(sheet__piece__panel=panel, sheet__voided_at=None, sheet__handed_in_at__isnull=False)
    for sheet, mark in rows.order_by("sheet", "criterion__order").values_list("sheet", "mark"):
        marks[sheet].append(mark)
    sheets: dict[int, list[Marks]] = defaultdict(list)
    for pk, piece, seat in Sheet.objects.handed_in().filter(piece__panel=panel).values_list("pk", "piece", "seat"):
        sheets[piece].append(Marks(seat, tuple(marks[pk])))
    return [Judged(number, tuple(sheets[piece])) for piece, number in pieces.items()]


def vote_planned(panel: Panel) -> Ballot | None:
    """The city's vote of the round a jury judges, not stopped."""
    return Ballot.objects.filter(edition=panel.edition_id, phase=panel.phase, ended_at__isnull=True).first()


def vote_awaited(panel: Panel, *, at: datetime) -> bool:
    """Does the vote this jury counts go on still, or wait for its count? One that was stopped, or never approved
    before its close, is not waited for."""
    vote = panel.vote
    if vote is None or vote.ended_at is not None or vote.tallied_at is not None:
        return False
    return vote.opened_at is not None or vote.closes_at > at


def voted(panel: Panel) -> Voted | None:
    """What the vote gave that the rules of this jury count; None where the jury alone decides. One query."""
    vote = panel.vote
    if vote is None or vote.tallied_at is None or vote.ended_at is not None:
        return None
    counts = dict(vote.candidates.values_list("proposal", "votes"))
    pieces = panel.pieces.filter(proposal__in=counts).values_list("number", "proposal")
    votes = {number: counts[proposal] for number, proposal in pieces}
    return Voted(vote.weight, vote.papers or 0, {number: some for number, some in votes.items() if some is not None})


def reckon(panel: Panel, *, at: datetime) -> list[Standing]:
    """The result of what is handed in, by the rules fixed beforehand."""
    return standings(
        judged(panel, at=at),
        weights_of(panel),
        outlier=panel.outlier,
        seed=panel.seed,
        places=places_of(panel),
        voted=voted(panel),
    )


def going_on(panel: Panel, *, at: datetime) -> list[Piece]:
    """Who goes on now: as many as there are places, in the order of the result; whoever stepped back since leaves the
    place to the next."""
    pieces = in_force(panel.pieces.filter(outcome__isnull=False), at=at).select_related("proposal__entry", "outcome")
    return list(pieces.order_by("outcome__place")[: places_of(panel)])
