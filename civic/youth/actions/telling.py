"""Whoever answers for a child hears what the city did with its idea; the child reads it on its own page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from civic.guardians.queries.people import guardians_of
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.promises.models import Promise
from civic.youth.models import Entry, Proposal

KIND = "proposal"


def tell_guardians(
    entry: Entry, *, verb: str, at: datetime, context: Mapping[str, Any] | None = None, mentions: tuple[str, ...] = ()
) -> int:
    """Each guardian with an address: where to read on, no word about who the child is, and not by night. Returns how
    many were told. Belongs in the transaction of an act."""
    people = [one.person for one in guardians_of(entry.child, at=at) if one.person is not None]
    letters = [
        Letter(
            verb=verb,
            about=entry.subject,
            mentions=mentions,
            language=person.language or settings.LANGUAGE_CODE,
            context={"url": f"{settings.SITE_URL}/little-mayor/family/"} | dict(context or {}),
            email=person.email,
            phone=person.phone,
            is_bulk=True,  # it can wait for the morning
        )
        for person in people
    ]
    return len(notices.queue_all(letters, at=at)) if letters else 0


def tell_family(
    proposal: Proposal, *, verb: str, at: datetime, promise: Promise | None = None, is_late: bool = False
) -> int:
    """The same about a proposal, by its number. Several children and messages in one house need not read each
    other's. Returns how many were told. Belongs in the transaction of an act."""
    context = {
        "number": proposal.number,
        "promise_title": promise.title if promise is not None else "",
        "promise_url": f"{settings.SITE_URL}/promises/{promise.number}/" if promise is not None else "",
        "is_late": is_late,
    }
    mentions = (f"{KIND}:{proposal.number}",)
    return tell_guardians(proposal.entry, verb=verb, at=at, context=context, mentions=mentions)
