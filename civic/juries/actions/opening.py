"""A round opens: works get blind numbers, and each goes to its jurors."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.calling import call_jurors
from civic.juries.actions.holding import ask_lead, ask_stage, hold, write
from civic.juries.models import Panel, Piece, Sheet
from civic.juries.queries import active_seats, judgeable, places_of, ties_of, vote_planned
from civic.juries.rules import Stage, assign, commitment, numbered, short_of
from civic.lib.refusals import Conflict, TooLate
from civic.youth.models import Proposal
from civic.youth.rules import Doing


@transaction.atomic
def open_panel(panel: Panel, *, by: Person, at: datetime) -> Panel:
    """From now on nothing about how it judges changes, and jurors, who are told, read. Raises NotAllowed;
    TooLate outside the round; Conflict where it is open already, places were not said, a juror has not declared,
    nothing is there to judge, a work has too few jurors without a tie, or the vote it counts is not planned."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.PREPARED)
    span = panel.edition.phase(at)
    if span is None or span.phase != panel.phase or not panel.edition.allows(Doing.JUDGE, at):
        raise TooLate(_("The edition is not in this round. Open the jury within the days of the round."))
    if not places_of(panel):
        raise Conflict(_("Say first how many go on from this round."))
    if panel.seats.filter(ended_at__isnull=True, declared_at__isnull=True).exists():
        raise Conflict(_("Not every juror has said which schools she is tied to. Ask them first."))
    proposals = {proposal.number: proposal for proposal in judgeable(panel, at=at).select_related("entry")}
    if not proposals:
        raise Conflict(_("There is nothing to judge in this round yet."))
    vote = vote_planned(panel) if panel.counts_vote else None
    if panel.counts_vote and vote is None:
        raise Conflict(_("This jury counts the city’s vote, and none is planned for this round. Plan it first."))
    pieces = Piece.objects.bulk_create(
        Piece(panel=panel, proposal=proposals[name], number=number, version=proposals[name].version)
        for number, name in enumerate(numbered(proposals, seed=panel.seed), start=1)
    )
    sheets = _give_out(panel, list(proposals.values()), at=at)
    panel.opened_at, panel.vote = at, vote
    panel.save(update_fields=["opened_at", "vote"])
    facts = {"pieces": len(pieces), "sheets": sheets, "seed": commitment(panel.seed), "places": places_of(panel)}
    if vote is not None:
        facts |= {"vote": str(vote.key), "weight": vote.weight}
    write(panel, "open", by=by, at=at, facts=facts)
    return panel


def _give_out(panel: Panel, proposals: list[Proposal], *, at: datetime) -> int:
    seats = active_seats(panel, at=at)
    ties = ties_of(panel, seats, proposals)
    works = [proposal.pk for proposal in proposals]
    regular = [seat.pk for seat in seats if not seat.is_spare]
    if short_of(works, regular, ties, each=panel.each):
        regular = [seat.pk for seat in seats]  # the spares read from the start
    if short := short_of(works, regular, ties, each=panel.each):
        told = _(
            "%(works)d proposals have too few jurors who are not tied to the child: %(missing)d more are needed. Seat "
            "another juror."
        )
        raise Conflict(told % {"works": len(short), "missing": max(short.values())})
    readers = assign(works, regular, ties, each=panel.each, seed=panel.seed)
    pieces = {piece.proposal_id: piece for piece in panel.pieces.all()}
    rows = [Sheet(piece=pieces[work], seat_id=seat, given_at=at) for work in works for seat in readers[work]]
    call_jurors(panel, Counter(row.seat_id for row in rows), at=at)
    return len(Sheet.objects.bulk_create(rows))
