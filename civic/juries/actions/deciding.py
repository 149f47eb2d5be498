"""The result is reckoned from the sheets by rules fixed beforehand; nobody chooses."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.juries.actions.giving import void
from civic.juries.actions.holding import ask_lead, ask_stage, hold, said, write
from civic.juries.models import Outcome, Panel, Piece, Sheet
from civic.juries.queries import hidden_meanwhile, in_force, judged, reckon, vote_awaited
from civic.juries.rules import LEAST_EACH, Stage, Standing, commitment, digest, too_few, warmth_of
from civic.lib.refusals import Conflict

NAMED_MOST = 12  # numbers in a sentence


@transaction.atomic
def decide(panel: Panel, *, by: Person, at: datetime) -> list[Standing]:
    """Reckons who goes on, with the city's vote where the rules fixed beforehand say so. Raises NotAllowed; Conflict
    while sheets are owed before their day or that vote has no result, and where a proposal has fewer than three sheets:
    then nobody is placed."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.OPEN)
    owed = Sheet.objects.owed().filter(piece__in=in_force(panel.pieces.all(), at=at))
    if at <= panel.judge_by and owed.exists():
        told = _("%(count)d sheets are not handed in yet. Wait for them, or for their day.")
        raise Conflict(told % {"count": owed.count()})
    if vote_awaited(panel, at=at):
        raise Conflict(_("This jury counts the city’s vote, which has no result yet. Wait until it is over."))
    if hidden := list(hidden_meanwhile(panel).values_list("number", flat=True)):
        told = _("The proposals %(numbers)s are hidden and being looked at. Wait, or set them aside with a reason.")
        raise Conflict(told % {"numbers": _numbers(hidden)})
    works = judged(panel, at=at)
    if not works:
        raise Conflict(_("Every proposal of this round was taken back. There is nothing to reckon."))
    if short := too_few(works, least=LEAST_EACH):
        told = _("Too few sheets for the proposals %(numbers)s: each needs three. Seat another juror and fill up.")
        raise Conflict(told % {"numbers": _numbers(short)})
    for sheet in Sheet.objects.owed().filter(piece__panel=panel):
        void(sheet, reason="late", at=at)
    placed = reckon(panel, at=at)
    _keep(panel, placed)
    panel.decided_at, panel.result_digest = at, digest(placed)
    panel.save(update_fields=["decided_at", "result_digest"])
    facts: dict[str, object] = {"digest": panel.result_digest, "pieces": len(placed), "seed": commitment(panel.seed)}
    if panel.vote is not None:
        facts |= {"vote": str(panel.vote.key), "seal": panel.vote.seal}
    write(panel, "decide", by=by, at=at, facts=facts)
    return placed


def _numbers(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers)[:NAMED_MOST])


def _keep(panel: Panel, placed: list[Standing]) -> None:
    pieces = dict(panel.pieces.values_list("number", "pk"))
    Outcome.objects.bulk_create(
        Outcome(
            piece_id=pieces[one.number],
            place=one.place,
            points=round(one.points * 1000),
            mark=None if one.mark is None else round(one.mark * 1000),
            votes=one.votes,
            decided_by=one.decided_by,
            goes_on=one.goes_on,
            left_out=list(one.left_out),
            warmths=[str(warmth) for warmth in warmth_of(one.by_criterion)],
        )
        for one in placed
    )


@transaction.atomic
def set_aside(piece: Piece, *, by: Person, reason: str, at: datetime) -> Piece:
    """A proposal is judged no further, for a reason that is kept: it stays hidden after it was looked at. Raises
    NotAllowed, NotValid without a reason, Conflict where it was, and once the result is reckoned."""
    panel = hold(piece.panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.OPEN)
    why = said(reason)
    piece = Piece.objects.get(pk=piece.pk)
    if piece.set_aside_at is not None:
        raise Conflict(_("This proposal is set aside already."))
    piece.set_aside_at, piece.set_aside_reason = at, why
    piece.save(update_fields=["set_aside_at", "set_aside_reason"])
    write(panel, "set-aside", by=by, at=at, facts={"piece": piece.number})
    return piece


@transaction.atomic
def reopen(panel: Panel, *, by: Person, reason: str, at: datetime) -> Panel:
    """A tie came to light after the result and before anybody was named: the result is undone, with the reason, so that
    the sheet can be voided and read anew. Raises NotAllowed, NotValid without a reason, Conflict once somebody was
    named."""
    panel = hold(panel)
    ask_lead(panel, by, at=at)
    ask_stage(panel, Stage.DECIDED)
    why = said(reason)
    if panel.named_at is not None:
        raise Conflict(_("Who goes on was said already. Nothing about this round changes any more."))
    Outcome.objects.filter(piece__panel=panel).delete()
    facts = {"digest": panel.result_digest, "why": why}
    panel.decided_at, panel.result_digest = None, ""
    panel.save(update_fields=["decided_at", "result_digest"])
    write(panel, "reopen", by=by, at=at, facts=facts)
    return panel
