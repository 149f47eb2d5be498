"""A child hands in what it made, takes it back to change it, or takes it back for good."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.likeness import says
from civic.lib.refusals import Conflict, NotValid
from civic.youth.actions.hearing import hear
from civic.youth.actions.holding import hold, permit_child, write
from civic.youth.actions.making import TellsWho, private_in
from civic.youth.models import Proposal, ProposalVersion
from civic.youth.rules import EDITABLE, RESTS, ItemSide, ItemState
from civic.youth.rules.private import stops
from civic.youth.rules.proposals import missing_in
from civic.youth.rules.trouble import troubled

WORDS = ("title", "saw", "change", "helps")
COPIED = (*WORDS, "asked", "sure_of", "topic", "cell", "language")


@transaction.atomic
def hand_in(proposal: Proposal, *, at: datetime) -> Proposal:
    """What the child made goes to its two readers, as a version that stays as it is. Raises NotValid for what lacks,
    TellsWho for what tells who somebody is, Conflict while it is with the readers already."""
    proposal = hold(proposal)
    permit_child(proposal, at=at)
    if proposal.state not in EDITABLE:
        raise Conflict(_("You have handed this in already. Two people are reading it."))
    lacks = missing_in(proposal.kind, title=proposal.title, saw=proposal.saw, change=proposal.change)
    if lacks:
        raise NotValid(fields=lacks)
    texts = {name: getattr(proposal, name) for name in WORDS}
    proposal.says = says("\n".join(texts.values()))
    if proposal.asked:
        texts["question"] = "\n".join([proposal.asked["question"], *(one[0] for one in proposal.asked["answers"])])
    texts["alt"] = "\n".join(proposal.pictures.kept().values_list("alt", flat=True))
    if found := stops(private_in(proposal.entry, texts), sure_of=proposal.sure_of):
        raise TellsWho(found)
    proposal.state, proposal.version, proposal.handed_in_at = ItemState.HANDED_IN, proposal.version + 1, at
    if proposal.answer_due_on is None:
        proposal.answer_due_on = localdate(at) + timedelta(days=proposal.edition.answer_days)
    copied = {name: getattr(proposal, name) for name in COPIED}
    ProposalVersion.objects.create(proposal=proposal, number=proposal.version, handed_in_at=at, **copied)
    write(proposal, verb="handed-in", side=ItemSide.CHILD, by=None, at=at, facts={"version": proposal.version})
    hear(proposal, troubled(texts.values()), at=at)
    return proposal


@transaction.atomic
def change(proposal: Proposal, *, at: datetime) -> Proposal:
    """The child takes it back to write on: nobody else sees it until two have read it again. Raises Conflict for what
    is hidden, taken back for good or open already."""
    proposal = hold(proposal)
    permit_child(proposal, at=at)
    if proposal.state not in (ItemState.HANDED_IN, ItemState.READ, ItemState.SHOWN):
        raise Conflict(_("This cannot be changed right now."))
    before, proposal.state = proposal.state, ItemState.DRAFT
    write(proposal, verb="taken-to-change", side=ItemSide.CHILD, by=None, at=at, facts={"from": before})
    return proposal


@transaction.atomic
def take_back(proposal: Proposal, *, at: datetime, side: str = ItemSide.CHILD, may_return: bool = False) -> Proposal:
    """The child, or its family for it, takes it back, in any phase: from now on nobody reads it, and after two weeks
    its words are deleted. With `may_return` a new yes of the family brings it back until then. Raises Conflict for what
    was taken back already."""
    proposal = hold(proposal)
    if proposal.state == ItemState.WITHDRAWN:
        raise Conflict(_("You have taken this back already."))
    before = proposal.state
    if before == ItemState.DRAFT and proposal.handed_in_at is None:
        proposal.handed_in_at = at  # a draft that ends has its day too
    proposal.state, proposal.rests_until = ItemState.WITHDRAWN, at + RESTS
    proposal.rested_from = before if may_return else ""
    write(proposal, verb="taken-back", side=side, by=None, at=at, facts={"from": before})
    return proposal
