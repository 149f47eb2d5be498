"""What was taken back rests sealed for a while: a family's no can be undone by a new yes; then it is deleted."""

from datetime import datetime

from django.db import transaction

from civic.lib.sweeping import one_by_one
from civic.youth.actions.erasing import blank
from civic.youth.actions.holding import hold, write
from civic.youth.models import Entry, Proposal
from civic.youth.rules import EntryState, ItemState


@transaction.atomic
def bring_back(entry: Entry, *, at: datetime) -> int:
    """The family says yes again while the work still rests: each thing stands where it stood, and is public only where
    the family agrees to that too. Nothing comes back to whoever takes part no more. Returns how many came back."""
    if entry.state == EntryState.WITHDRAWN:
        return 0
    resting = Proposal.objects.filter(entry=entry).resting(at).exclude(rested_from="").select_related("entry")
    for one in resting.order_by("pk"):
        proposal = hold(one)
        before = proposal.rested_from
        proposal.state = ItemState.READ if before == ItemState.SHOWN else ItemState(before)
        proposal.rests_until, proposal.rested_from = None, ""
        if proposal.state == ItemState.DRAFT and proposal.version == 0:
            proposal.handed_in_at = None
        write(proposal, verb="given-back", side="guardian", by=None, at=at, facts={"to": str(proposal.state)})
    return len(resting)


def let_rest_go(*, at: datetime) -> int:
    """Words and pictures of what was taken back are deleted when its days are over (PIPL art. 47); what is looked into
    because a child may be in danger waits until that is closed. Returns how many were blanked."""
    due = Proposal.objects.filter(state=ItemState.WITHDRAWN, rests_until__lte=at)
    return one_by_one(due.select_related("entry").order_by("pk")[:200], lambda proposal: _let_go(proposal, at=at))


def _let_go(proposal: Proposal, *, at: datetime) -> bool:
    held = hold(proposal)
    if held.state != ItemState.WITHDRAWN or held.concerns.open().exists():
        return False  # the family said yes again, or somebody looks into it
    blank(held, at=at)
    return True
