"""An officer hides something at once, lets it be read anew, and what the family's word changes about it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.queries.consents import uses_of
from civic.guardians.rules import Purpose
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.handing_in import take_back
from civic.youth.actions.holding import hold, permit_officer, write
from civic.youth.actions.resting import bring_back
from civic.youth.models import Entry, Hiding, Proposal, Reading
from civic.youth.rules import ItemSide, ItemState, Task

REASON_MOST = 300


@transaction.atomic
def hide(proposal: Proposal, *, by: Person, reason: str, at: datetime) -> Proposal:
    """A screener, a duty officer or whoever is responsible takes it away from everybody, at once and alone; the reason
    is kept sealed. Raises NotAllowed, NotValid without a reason, Conflict for what is not there to be hidden."""
    proposal = hold(proposal)
    permit_officer(proposal, Task.SCREENER, Task.DUTY, Task.LEAD, by=by, at=at)
    said = clean_line(reason).strip()[:REASON_MOST]
    if not said:
        raise NotValid(fields={"reason": _("Say why it is hidden: the family may ask.")})
    if not proposal.can_be_hidden:
        raise Conflict(_("Nobody sees this at present, so there is nothing to hide."))
    put_away(proposal, by=by, at=at, side=ItemSide.CITY)
    Hiding.objects.create(proposal=proposal, reason=said, by=by, at=at)
    return proposal


def put_away(proposal: Proposal, *, by: Person | None, at: datetime, side: str) -> None:
    """From now on nobody but officers and the child sees it. Belongs in the transaction of an act."""
    before, proposal.state, proposal.hidden_at = proposal.state, ItemState.HIDDEN, at
    write(proposal, verb="hidden", side=side, by=by, at=at, facts={"from": before})


@transaction.atomic
def read_anew(proposal: Proposal, *, by: Person, at: datetime) -> Proposal:
    """What was hidden goes to two readers again, in the words it has; nobody shows it alone. Raises NotAllowed,
    Conflict while a concern about it is open."""
    proposal = hold(proposal)
    permit_officer(proposal, Task.DUTY, Task.LEAD, by=by, at=at)
    if proposal.state != ItemState.HIDDEN:
        raise Conflict(_("This is not hidden."))
    if proposal.concerns.open().filter(is_hiding=True).exists():
        raise Conflict(_("A concern about it is still open. Close that first."))
    Reading.objects.filter(version__proposal=proposal, version__number=proposal.version).update(is_void=True)
    proposal.state, proposal.handed_in_at, proposal.hidden_at = ItemState.HANDED_IN, at, None
    write(proposal, verb="read-anew", side=ItemSide.CITY, by=by, at=at)
    return proposal


@transaction.atomic
def follow_consent(entry: Entry, *, at: datetime, side: str = ItemSide.GUARDIAN) -> None:
    """The family's word changed: what may not be public any more leaves within the same request, and what may be again
    comes back; without the word to take part everything is taken back and rests, so that a mistake can be undone,
    unless the entry only waits for a word to come."""
    uses = uses_of(entry.child, at=at)
    if Purpose.ENTER in uses:
        bring_back(entry, at=at)
    for proposal in Proposal.objects.filter(entry=entry).live().select_related("entry", "edition"):
        if Purpose.ENTER not in uses and entry.paused_at is None and side != ItemSide.CALENDAR:
            take_back(proposal, at=at, side=side, may_return=True)
        elif (proposal.state == ItemState.SHOWN) != (Purpose.PUBLISH in uses):
            _move_to_or_from_public(proposal, at=at, side=side)


def _move_to_or_from_public(proposal: Proposal, *, at: datetime, side: str) -> None:
    proposal = hold(proposal)
    if proposal.state == ItemState.SHOWN:
        proposal.state = ItemState.READ
        write(proposal, verb="kept-from-public", side=side, by=None, at=at)
    elif proposal.state == ItemState.READ:
        proposal.state, proposal.shown_at = ItemState.SHOWN, proposal.shown_at or at
        proposal.pictures.kept().filter(state="ready").update(is_public=True)
        write(proposal, verb="shown", side=side, by=None, at=at)
