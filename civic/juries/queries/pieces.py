"""What stands before a jury, and who is kept from reading it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from civic.guardians.models import Guardianship
from civic.guardians.queries.consents import children_allowing
from civic.guardians.rules import Purpose
from civic.juries.models import Panel, Piece, Seat, Tie
from civic.juries.rules import Pairs
from civic.youth.models import Duty, Proposal, StagePlace
from civic.youth.rules import EntryState, ItemState, Task


def judgeable(panel: Panel, *, at: datetime) -> QuerySet[Proposal]:
    """The proposals of a round: of each child still in it, whose family lets a jury see it, the one shown last."""
    mine = Proposal.objects.filter(entry=OuterRef("entry"), edition=panel.edition_id, state=ItemState.SHOWN)
    rows = Proposal.objects.filter(
        edition=panel.edition_id,
        state=ItemState.SHOWN,
        entry__state=EntryState.IN,
        entry__reached=panel.phase,
        pk=Subquery(mine.order_by("-handed_in_at", "-pk").values("pk")[:1]),
    )
    if panel.group:
        rows = rows.filter(entry__group=panel.group)
    if panel.district_id is not None:
        rows = rows.filter(entry__district=panel.district_id)
    return rows.filter(entry__child__in=_allowed(rows.values_list("entry__child", flat=True), at=at))


GONE = (ItemState.DRAFT, ItemState.HIDDEN, ItemState.WITHDRAWN)


def in_force(pieces: QuerySet[Piece], *, at: datetime) -> QuerySet[Piece]:
    """Those that still may be judged: the child takes part, its family lets a jury see it, nobody hid or set it aside.
    Asked each time, so that whoever steps back is gone at once."""
    return pieces.filter(
        proposal__entry__child__in=_allowed(pieces.values_list("proposal__entry__child", flat=True), at=at),
        proposal__entry__state__in=(EntryState.IN, EntryState.OUT, EntryState.APPOINTED),
        set_aside_at=None,
    ).exclude(proposal__state__in=GONE)


def _allowed(children: Iterable[int], *, at: datetime) -> frozenset[int]:
    """Those whose family lets a jury see what they made: every word of every voice asked now."""
    return children_allowing(Purpose.JURY, among=children, at=at)


def hidden_meanwhile(panel: Panel) -> QuerySet[Piece]:
    """Those of children still in it that somebody reported, and nobody has looked at to the end: no result is reckoned
    over their heads."""
    pieces = panel.pieces.filter(proposal__state=ItemState.HIDDEN, set_aside_at=None)
    return pieces.filter(proposal__entry__state=EntryState.IN)


def places_of(panel: Panel) -> int:
    """How many go on from what this jury judges; 0 where nobody said it."""
    rows = StagePlace.objects.filter(edition=panel.edition_id, phase=panel.phase, group=panel.group)
    return sum(rows.filter(district=panel.district_id).values_list("count", flat=True))


def ties_of(panel: Panel, seats: Iterable[Seat], proposals: Iterable[Proposal]) -> Pairs:
    """Which seat may not read which proposal: a school where she has or had a task, what she declared, a child she
    answers for. Four queries; `proposals` with their entries."""
    seats, proposals = list(seats), list(proposals)
    people = {seat.person_id: seat.pk for seat in seats}
    schools = {
        (people[person], school)
        for person, school in [
            *Duty.objects.filter(person__in=people, task=Task.TEACHER).values_list("person", "school"),
            *Tie.objects.filter(edition=panel.edition_id, person__in=people, entry=None).values_list(
                "person", "school"
            ),
        ]
    }
    entries = {
        (people[person], entry)
        for person, entry in Tie.objects.filter(edition=panel.edition_id, person__in=people, school=None).values_list(
            "person", "entry"
        )
    }
    children = {
        (people[person], child)
        for person, child in Guardianship.objects.filter(person__in=people).values_list("person", "child")
        if person is not None
    }
    return frozenset(
        (seat.pk, proposal.pk)
        for seat in seats
        for proposal in proposals
        if (seat.pk, proposal.entry.school_id) in schools
        or (seat.pk, proposal.entry_id) in entries
        or (seat.pk, proposal.entry.child_id) in children
    )


def is_tied(seat: Seat, piece: Piece) -> bool:
    """Is she kept from this piece?"""
    return bool(ties_of(seat.panel, [seat], [piece.proposal]))
