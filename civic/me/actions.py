"""What somebody does with everything of their own: have a link sent to it, and have it erased."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from civic.accounts import actions as accounts
from civic.accounts.rules import Contact
from civic.calls import actions as calls
from civic.cases import actions as cases
from civic.cases.models import Contact as LeftContact
from civic.cases.queries import Viewer
from civic.desk import actions as desk
from civic.feedback import actions as feedback
from civic.following import actions as following
from civic.handling import actions as handling
from civic.me.queries import hashes_of
from civic.me.rules import LINK_HOLDS, link_token
from civic.notices import actions as notices
from civic.offices import actions as offices
from civic.supervision import actions as supervision


@transaction.atomic
def send_link(contact: Contact, *, at: datetime) -> bool:
    """A link to what was handed in with an address goes to it, if anything was; one that still waits is taken back.

    Says whether one was queued; the page must not.
    """
    [digest] = cases.contact_hashes(contact.email, contact.phone)
    left = LeftContact.objects.filter(Q(email_hash=digest) | Q(phone_hash=digest)).order_by("-pk").first()
    if left is None:
        return False
    about = f"me:{digest[:32]}"
    notices.withdraw_about(about, at=at)
    queued = notices.queue(
        verb="me-link",
        about=about,
        language=left.language,
        at=at,
        email=contact.email,
        phone=contact.phone,
        context={"url": f"{settings.SITE_URL}/me/open/{link_token(digest)}/", "due": at + LINK_HOLDS},
    )
    return bool(queued)


@transaction.atomic
def erase(viewer: Viewer, *, at: datetime, public_words_too: bool = False) -> int:
    """Everything by which this person could be found goes: contact, words as handed in, photos, account, messages.

    What the city did stays, and what was published, unless the words are to go too. Returns how many cases. Raises
    NotAllowed for staff, whose acts in office stay theirs; then nothing is changed.
    """
    hashes = hashes_of(viewer)
    person = viewer.person
    if person is not None:
        hashes |= set(cases.contact_hashes(person.email, person.phone))
        offices.forget(person, at=at)
        feedback.forget(person, at=at)
        desk.forget(person, at=at)
        calls.forget(person, at=at)
        handling.forget(person, at=at)
        supervision.forget(person, at=at)
        following.forget(person, at=at)
    following.forget_contacts(hashes, at=at)
    count = cases.forget_viewer(viewer, at=at, public_words_too=public_words_too)
    cases.forget_objector(hashes, at=at)
    notices.forget(hashes, at=at)
    if person is not None:
        accounts.forget(person, at=at)
    return count
