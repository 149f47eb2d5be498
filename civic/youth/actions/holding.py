"""How anybody moves what a child makes: hold it and its entry, write the line, keep the index true."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import Guardianship
from civic.guardians.queries.consents import uses_of
from civic.guardians.rules import Purpose
from civic.lib.bigrams import mark
from civic.lib.holding import lock
from civic.lib.refusals import NotAllowed, TooLate
from civic.search import actions as search
from civic.youth.actions.lines import hold_entry, write_entry_line
from civic.youth.models import EntryLine, Proposal
from civic.youth.queries.people import Duties, duties_of
from civic.youth.rules import Doing, EntryState, ItemState, called

KIND = "proposal"  # of the index
TAKING_PART = frozenset({EntryState.IN, EntryState.APPOINTED})


def hold(proposal: Proposal) -> Proposal:
    """The proposal with its entry, both locked until the act ends, as they stand now."""
    entry = hold_entry(proposal.entry)
    lock(proposal)
    held = Proposal.objects.select_related("edition", "topic", "district").get(pk=proposal.pk)
    held.entry = entry
    return held


def permit_child(proposal: Proposal, *, at: datetime) -> None:
    """May this child work on it now? Raises NotAllowed without its family's word, TooLate outside the phase."""
    if proposal.entry.state not in TAKING_PART or Purpose.ENTER not in uses_of(proposal.entry.child, at=at):
        raise NotAllowed(_("You are not taking part right now. Ask your family: they can say yes again at any time."))
    if not proposal.edition.allows(Doing.HAND_IN, at):
        raise TooLate(_("This round is closed right now. What you wrote stays here for you."))


def permit_officer(proposal: Proposal, *tasks: str, by: Person, at: datetime) -> Duties:
    """Does she hold one of these tasks today, and is the child neither her own nor her pupil? Raises NotAllowed."""
    duties = duties_of(by, at=at)
    if not duties.tasks & set(tasks):
        raise NotAllowed(_("This is for people who were checked for this task, and whose check holds today."))
    if duties.edition_ids and proposal.edition_id not in duties.edition_ids:
        raise NotAllowed(_("Your task is in another edition."))
    if proposal.entry.school_id and proposal.entry.school_id in duties.school_ids:
        raise NotAllowed(_("This comes from a pupil of your own school, so somebody else reads it."))
    if Guardianship.objects.filter(child=proposal.entry.child_id, person=by).exists():
        raise NotAllowed(_("This comes from a child you answer for, so somebody else reads it."))
    return duties


def write(
    proposal: Proposal,
    *,
    verb: str,
    side: str,
    by: Person | None,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
) -> EntryLine:
    """Keep the proposal as it stands, the index true to it, and the line. The caller holds it."""
    proposal.save()
    if proposal.state != ItemState.SHOWN:
        proposal.pictures.filter(is_public=True).update(is_public=False)
    index(proposal)
    told = {"proposal": proposal.number, **(facts or {})}
    return write_entry_line(proposal.entry, verb=verb, side=side, by=by, at=at, facts=told)


def index(proposal: Proposal) -> None:
    """The words by which everybody finds it while it is public; the desk's search never holds what a child made."""
    if proposal.state == ItemState.SHOWN and proposal.edition.shown_at is not None:
        texts = [
            proposal.number,
            proposal.title,
            proposal.saw,
            proposal.change,
            proposal.helps,
            proposal.entry.pseudonym,
            called(proposal.entry.pseudonym, "en"),
        ]
        search.put("public", KIND, proposal.pk, [mark(KIND), *texts])
    else:
        search.drop("public", KIND, proposal.pk)


def may_be_public(proposal: Proposal, *, at: datetime) -> bool:
    """Does the family agree that everybody reads it, under the pseudonym?"""
    return Purpose.PUBLISH in uses_of(proposal.entry.child, at=at)
