"""Dialogues as everybody reads them: agendas without hour and place, minutes that the children agreed to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from civic.dialogues.models import AgendaItem, Dialogue, Exchange, Guest
from civic.guardians.models import Child
from civic.guardians.queries.consents import children_allowing
from civic.guardians.rules import Purpose
from civic.youth.rules import EntryState, ItemState


def listed() -> list[Dialogue]:
    """Every dialogue everybody may know of; one query."""
    return list(Dialogue.objects.listed().select_related("edition", "office")[:60])


def find(number: int, of: int) -> Dialogue | None:
    """One of them, by the numbers of edition and dialogue."""
    rows = Dialogue.objects.listed().select_related("edition", "office")
    return rows.filter(edition__number=number, number=of).first()


def agenda_of(dialogue: Dialogue) -> list[AgendaItem]:
    """What is talked about, as far as it is public now; one query."""
    rows = dialogue.agenda.filter(proposal__state=ItemState.SHOWN).exclude(proposal__entry__state=EntryState.WITHDRAWN)
    return list(rows.select_related("proposal__entry__district"))


@dataclass(frozen=True)
class Said:
    """A question and its answer, as everybody reads them."""

    exchange: Exchange
    who: str  # a pseudonym, or "" where several asked or the family wants no name at it
    promise_number: str
    proposal_number: str


def minutes_of(dialogue: Dialogue, *, at: datetime) -> list[Said]:
    """What was said, once it is public: nothing of a child that stepped back or whose family publishes nothing."""
    if dialogue.published_at is None:
        return []
    rows = list(_exchanges(dialogue))
    children = {one.asked_by.child_id for one in rows if one.asked_by is not None}
    allowed = children_allowing(Purpose.PUBLISH, among=children, at=at)
    return [_said(one) for one in rows if is_public(one, allowed)]


def is_public(exchange: Exchange, allowed: Collection[int]) -> bool:
    """May everybody read it now?"""
    entry = exchange.asked_by
    if entry is None:
        return True
    return entry.state != EntryState.WITHDRAWN and entry.child_id in allowed


def _exchanges(dialogue: Dialogue) -> list[Exchange]:
    rows = dialogue.exchanges.filter(dropped_at=None).select_related("asked_by", "proposal", "promise")
    return list(rows.order_by("order"))


def _said(exchange: Exchange) -> Said:
    promise, proposal = exchange.promise, exchange.proposal
    is_shown = proposal is not None and proposal.state == ItemState.SHOWN
    return Said(
        exchange=exchange,
        who=exchange.asked_by.called if exchange.asked_by else "",
        promise_number=promise.number if promise is not None and promise.is_public else "",
        proposal_number=proposal.number if proposal is not None and is_shown else "",
    )


# --- those who come ---


def invitations_of(child: Child) -> list[Guest]:
    """Where a child is invited or was; one query."""
    rows = Guest.objects.filter(entry__child=child).exclude(entry__state=EntryState.WITHDRAWN)
    return list(rows.select_related("dialogue__edition", "dialogue__office", "entry").order_by("-dialogue__starts_at"))


def draft_of(dialogue: Dialogue) -> list[Exchange]:
    """The minutes as whoever was there reads them before everybody does; one query."""
    return _exchanges(dialogue)
