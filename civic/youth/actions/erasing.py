"""What a child made in the track goes when the child is erased."""

from datetime import datetime
from typing import Any

from django.db import transaction

from civic.guardians.models import Child
from civic.notices import actions as notices
from civic.search import actions as search
from civic.youth.actions.pictures import erase_picture
from civic.youth.models import Became, Entry, Letter, Proposal, Reading
from civic.youth.rules import EntryState, ItemState

KIND = "proposal"  # how the index calls a proposal


@transaction.atomic
def forget_child(child: Child, *, at: datetime) -> int:
    """Pseudonym, school and every word it wrote go, what its readers and the city wrote back to it, out of the index in
    the same transaction, and messages that wait. Returns how many entries there were."""
    entries = list(Entry.objects.select_for_update().filter(child=child).order_by("pk"))
    for entry in entries:
        for proposal in entry.proposals.select_for_update():
            blank(proposal, at=at)
        Entry.objects.filter(pk=entry.pk).update(
            pseudonym=f"–{entry.pk}",
            school=None,
            state=EntryState.WITHDRAWN,
            left_at=entry.left_at or at,
        )
        notices.withdraw_about(entry.subject, at=at)
        notices.forget_about(entry.subject, at=at)
    return len(entries)


def blank(proposal: Proposal, *, at: datetime) -> None:
    """Its words, earlier words and pictures go, out of the index too. Belongs in the transaction of an act."""
    was_draft = proposal.state == ItemState.DRAFT
    Proposal.objects.filter(pk=proposal.pk).update(
        state=ItemState.DRAFT if was_draft else ItemState.WITHDRAWN,
        title="",
        saw="",
        change="",
        helps="",
        asked={},
        cell=None,
        says=None,
        sure_of=[],
        rests_until=None,
        rested_from="",
    )
    words: dict[str, Any] = {"title": "", "saw": "", "change": "", "helps": "", "asked": {}, "sure_of": []}
    proposal.versions.filter(erased_at__isnull=True).update(**words, cell=None, erased_at=at)
    Reading.objects.filter(version__proposal=proposal).update(note="")
    proposal.hidings.update(reason="")
    Letter.objects.filter(proposal=proposal).update(words="", remark="")
    Became.objects.filter(letter__proposal=proposal).update(idea="", words="")  # the promise it led to stays
    for picture in proposal.pictures.all():
        erase_picture(picture)
    for side in ("public", "desk"):
        search.drop(side, KIND, proposal.pk)
    notices.withdraw_mentioning(f"{KIND}:{proposal.number}", at=at)
