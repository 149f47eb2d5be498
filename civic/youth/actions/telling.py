"""Whoever answers for a child hears what the city did with its idea; the child reads it on its own page."""

from datetime import datetime

from django.conf import settings

from civic.guardians.queries.people import guardians_of
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.promises.models import Promise
from civic.youth.models import Proposal

KIND = "proposal"


def tell_family(proposal: Proposal, *, verb: str, at: datetime, promise: Promise | None = None) -> int:
    """Each guardian with an address: the number of the proposal and where to read on, no word about who the child is.
    Several children and messages in one house need not read each other's. Returns how many were told. Belongs in the
    transaction of an act."""
    people = [one.person for one in guardians_of(proposal.entry.child, at=at) if one.person is not None]
    letters = [
        Letter(
            verb=verb,
            about=proposal.entry.subject,
            mentions=(f"{KIND}:{proposal.number}",),
            language=person.language or settings.LANGUAGE_CODE,
            context={
                "number": proposal.number,
                "url": f"{settings.SITE_URL}/little-mayor/family/",
                "promise_title": promise.title if promise is not None else "",
                "promise_url": f"{settings.SITE_URL}/promises/{promise.number}/" if promise is not None else "",
            },
            email=person.email,
            phone=person.phone,
            is_bulk=True,  # it can wait for the morning
        )
        for person in people
    ]
    return len(notices.queue_all(letters, at=at)) if letters else 0
