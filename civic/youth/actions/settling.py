"""What the readers said becomes true: everybody reads it, or it goes back to the child."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from civic.accounts.models import Person
from civic.youth.actions.holding import may_be_public, write
from civic.youth.models import Proposal, ProposalPictureState
from civic.youth.rules import Concern, ItemSide, ItemState, Verdict
from civic.youth.rules.reading import decided, shown_pictures


def settle(proposal: Proposal, *, by: Person | None, at: datetime) -> None:
    """What two readers said of it as it stands becomes true, unless a duty officer has not looked yet whether the child
    is in danger: then it waits for her. Belongs in the transaction of an act."""
    version = proposal.versions.filter(number=proposal.version).first()
    if proposal.state != ItemState.HANDED_IN or version is None:
        return
    counted = list(version.readings.filter(is_void=False))
    outcome = decided(one.verdict for one in counted)
    if outcome == Verdict.SHOW and not proposal.concerns.open().filter(concern=Concern.DANGER).exists():
        show(proposal, looks=[one.looks for one in counted if one.verdict == Verdict.SHOW], by=by, at=at)
    elif outcome == Verdict.SEND_BACK:
        send_back(proposal, by=by, at=at)


def show(proposal: Proposal, *, looks: Sequence[Mapping[str, str]], by: Person | None, at: datetime) -> None:
    """Two have read it: everybody reads it now, where the family agrees; pictures in which a reader recognised somebody
    are left out. Belongs in the transaction of an act."""
    fine = shown_pictures(looks)
    kept = proposal.pictures.kept().filter(state=ProposalPictureState.READY)
    kept.exclude(key__in=fine).update(left_out_at=at)
    is_public = may_be_public(proposal, at=at)
    proposal.state = ItemState.SHOWN if is_public else ItemState.READ
    if is_public and proposal.shown_at is None:
        proposal.shown_at = at
    if is_public:
        kept.filter(left_out_at__isnull=True).update(is_public=True)
    write(proposal, verb="shown" if is_public else "kept-from-public", side=ItemSide.CITY, by=by, at=at)


def send_back(proposal: Proposal, *, by: Person | None, at: datetime) -> None:
    """Two say that something has to change: it goes back to the child with their words. Belongs in the transaction of
    an act."""
    proposal.state = ItemState.SENT_BACK
    write(proposal, verb="sent-back", side=ItemSide.CITY, by=by, at=at, facts={"version": proposal.version})
