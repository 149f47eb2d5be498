"""Sheets are given out, taken away, and given to somebody else: always in a jury that the caller holds."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from civic.juries.actions.calling import call_jurors
from civic.juries.models import Panel, Piece, Sheet
from civic.juries.queries import active_seats, in_force, ties_of
from civic.juries.rules import next_reader


def void(sheet: Sheet, *, reason: str, at: datetime) -> Sheet:
    """It counts nowhere any more; what stood on it is forgotten with it."""
    sheet.voided_at, sheet.void_reason, sheet.words = at, reason, ""
    sheet.save(update_fields=["voided_at", "void_reason", "words"])
    sheet.marks.all().delete()
    return sheet


def give_again(panel: Panel, pieces: Iterable[Piece] | None = None, *, at: datetime) -> list[Sheet]:
    """For every piece that lacks sheets (or these) as many as it lacks, each to whoever has the fewest and is free to
    read it, who hears of it. A piece nobody is left for stays short; the desk sees it, and no result is reckoned."""
    rows = in_force(panel.pieces.all(), at=at).select_related("proposal__entry").order_by("number")
    if pieces is not None:
        rows = rows.filter(pk__in=[piece.pk for piece in pieces])
    wanted = list(rows)
    seats = active_seats(panel, at=at)
    ties = ties_of(panel, seats, [piece.proposal for piece in wanted])
    every = list(Sheet.objects.filter(piece__panel=panel).values_list("piece", "seat", "voided_at"))
    held = Counter(seat for _piece, seat, voided in every if voided is None)
    load = {seat.pk: held[seat.pk] for seat in seats}
    had: dict[int, set[int]] = {piece.pk: set() for piece in wanted}
    holding = Counter(piece for piece, _seat, voided in every if voided is None)
    for read, seat, _voided in every:
        if read in had:
            had[read].add(seat)
    given: list[Sheet] = []
    for piece in wanted:
        for _missing in range(panel.each - holding[piece.pk]):
            chosen = next_reader(piece.proposal_id, load, had[piece.pk], ties, seed=panel.seed)
            if chosen is None:
                break
            given.append(Sheet.objects.create(piece=piece, seat_id=chosen, given_at=at))
            load[chosen] += 1
            had[piece.pk].add(chosen)
    call_jurors(panel, Counter(sheet.seat_id for sheet in given), at=at)
    return given
