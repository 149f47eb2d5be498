"""What somebody does with everything of their own: have a link sent to it, and have it erased."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from civic.accounts import actions as accounts
from civic.accounts.models import Person
from civic.accounts.rules import Contact
from civic.attendances import actions as attendances
from civic.ballots import actions as ballots
from civic.calls import actions as calls
from civic.cases import actions as cases
from civic.cases.models import Contact as LeftContact
from civic.cases.queries import Viewer
from civic.comments import actions as comments
from civic.communities import actions as communities
from civic.communities.models import TopicContact
from civic.courses import actions as courses
from civic.desk import actions as desk
from civic.dialogues import actions as dialogues
from civic.families import actions as families
from civic.feedback import actions as feedback
from civic.following import actions as following
from civic.guides import actions as guides
from civic.handling import actions as handling
from civic.honours import actions as honours
from civic.hours import actions as hours
from civic.juries import actions as juries
from civic.lib.refusals import Taken, TooLate
from civic.me.models import Link
from civic.me.queries import hashes_of
from civic.me.rules import LINK_HOLDS, LINKS_KEPT, link_digest, new_secret
from civic.notices import actions as notices
from civic.offices import actions as offices
from civic.promises import actions as promises
from civic.shifts import actions as shifts
from civic.suggestions import actions as suggestions
from civic.supervision import actions as supervision
from civic.volunteers import actions as volunteers
from civic.youth import actions as youth

NOBODY = "me:nobody"


@transaction.atomic
def send_link(contact: Contact, *, language: str = "", at: datetime) -> bool:
    """A link to what was handed in with an address goes to it, if anything was; one that still waits is taken back.
    Says whether one was queued; the page must not. For an address nobody left, the same is written, and taken back at
    once: the time an answer takes tells nothing either.
    """
    [digest] = cases.contact_hashes(contact.email, contact.phone)
    by_it = Q(email_hash=digest) | Q(phone_hash=digest)
    raised = TopicContact.objects.filter(by_it).order_by("-pk").first()  # asked for either way: the time tells nothing
    left = LeftContact.objects.filter(by_it).order_by("-pk").first() or raised
    about, secret = f"me:{digest[:32]}" if left else NOBODY, new_secret()
    notices.withdraw_about(about, at=at)
    Link.objects.create(
        digest=link_digest(secret), contact_hash=digest if left else "", made_at=at, until=at + LINK_HOLDS
    )
    queued = notices.queue(
        verb="me-link",
        about=about,
        language=left.language if left else language,
        at=at,
        email=contact.email,
        phone=contact.phone,
        context={"url": f"{settings.SITE_URL}/me/open/{secret}/", "due": at + LINK_HOLDS},
    )
    notices.forget_about(NOBODY, at=at)
    return left is not None and bool(queued)


@transaction.atomic
def open_link(secret: str, *, at: datetime) -> str:
    """A link is used: it opens what was handed in with one contact, whose hash is returned, and nothing after that.
    Raises Taken for one that was used, TooLate for one that is too old or none of ours."""
    mine = Link.objects.filter(digest=link_digest(secret))
    claimed = mine.filter(used_at=None, until__gte=at).exclude(contact_hash="").update(used_at=at)
    if claimed != 1:
        raise Taken() if mine.filter(used_at__isnull=False).exists() else TooLate()
    return mine.values_list("contact_hash", flat=True).get()


@transaction.atomic
def drop_links(*, at: datetime) -> int:
    """Links that ended a week ago leave; how many."""
    return Link.objects.filter(until__lt=at - LINKS_KEPT).delete()[0]


@transaction.atomic
def erase(viewer: Viewer, *, at: datetime, public_words_too: bool = False) -> int:
    """Everything by which this person could be found goes: contact, words as handed in, photos, account, messages.

    What the city did stays, and what was published, unless the words are to go too. Returns how many cases. Raises
    NotAllowed for staff, whose acts in office stay theirs; then nothing is changed.
    """
    hashes = hashes_of(viewer)
    person = viewer.person
    if person is not None:
        Person.objects.select_for_update(no_key=True).get(
            pk=person.pk
        )  # first of all, as whoever applies or agrees does
        hashes |= set(cases.contact_hashes(person.email, person.phone))
        offices.forget(person, at=at)
        feedback.forget(person, at=at)
        desk.forget(person, at=at)
        calls.forget(person, at=at)
        handling.forget(person, at=at)
        supervision.forget(person, at=at)
        suggestions.forget(person, at=at)
        promises.forget(person, at=at)
        following.forget(person, at=at)
        guides.forget(person, at=at)
        communities.forget(person, at=at)
        comments.forget(person, at=at)
        honours.forget(person, at=at)
        hours.forget(person, at=at)
        attendances.forget(person, at=at)
        shifts.forget(person, at=at)
        courses.forget(person, at=at)
        volunteers.forget(person, at=at)
        ballots.forget(person, at=at)
        juries.forget(person, at=at)
        dialogues.forget(person, at=at)
        youth.forget(person, at=at)
        families.forget(person, at=at)
    following.forget_contacts(hashes, at=at)
    following.forget_browser(viewer.browser, at=at)
    notices.forget_devices(person=person.pk if person else None, contact_hashes=hashes, browser=viewer.browser, at=at)
    communities.forget_contacts(hashes, at=at)
    cases.forget_supporter(viewer, hashes, at=at)
    count = cases.forget_viewer(viewer, at=at, public_words_too=public_words_too)
    cases.forget_objector(hashes, at=at)
    Link.objects.filter(contact_hash__in=hashes).delete()
    notices.forget(hashes, at=at)
    if person is not None:
        accounts.forget(person, at=at)
    return count
