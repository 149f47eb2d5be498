"""What is sealed and yet looked at, each look written down: the contact, and photos without their boxes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case, Contact, ContactOpening, Photo, Viewing
from civic.cases.queries import OPENS_CONTACTS, contact_denial, part_of
from civic.cases.rules.looking import OPENINGS_A_DAY, WITHIN_MINUTES, Reason
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Sentence
from civic.offices.queries import HeldPost, OfficerHand, hand_of
from civic.offices.rules import Role

SHORTEST_PURPOSE = 2  # 回访 says enough


@transaction.atomic
def open_contact(
    case: Case, *, by: Person, purpose: str, reason: str = Reason.OTHER, more: str = "", at: datetime
) -> Contact:
    """Show an officer how to reach the reporter, and write down that it was shown and what for.

    Raises NotAllowed for a post that does not need it, for the handling office when the case is confidential, and for
    the officer's own case; NotValid without a listed reason and words, and after many on one day without a second
    reason, which the data officer reads.
    """
    officer = hand_of(by, on=localdate(at))
    denied = contact_denial(case, officer, part_of(case, by))
    if denied or officer is None:
        raise NotAllowed(denied)
    purpose, more = clean_line(purpose).strip(), clean_line(more).strip()
    wrong: dict[str, Sentence] = {}
    if reason not in Reason.values:
        wrong["reason"] = _("Choose what you need the contact for.")
    if len(purpose) < SHORTEST_PURPOSE:
        wrong["purpose"] = _("Say in a few words what you need the contact for. The resident can read it.")
    if len(more) < SHORTEST_PURPOSE and opened_today(by, at=at) >= OPENINGS_A_DAY:
        wrong["more"] = _("You have opened many contacts today. Say why this one too; the data officer reads it.")
    if wrong:
        raise NotValid(fields=wrong)
    contact = Contact.objects.filter(case=case).first()
    if contact is None:
        raise NotValid(_("No contact was left with this case."))
    post = post_in_use(case, officer, OPENS_CONTACTS)
    ContactOpening.objects.create(
        case=case, by=by, at=at, reason=reason, purpose=purpose[:200], more=more[:200], **as_columns(post)
    )
    return contact


def opened_today(person: Person, *, at: datetime) -> int:
    """How many contacts somebody has opened since midnight."""
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return ContactOpening.objects.filter(by=person, at__gte=midnight).count()


@transaction.atomic
def note_viewing(photo: Photo, *, by: Person, at: datetime) -> Viewing | None:
    """Write down that somebody looked at a photo without its boxes; the same look again within minutes is not a second
    one. Nothing is written where nothing is covered: then there is no other version of the photo."""
    if photo.sealed_key is None or photo.case is None:
        return None
    since = at - timedelta(minutes=WITHIN_MINUTES)
    if Viewing.objects.filter(by=by, at__gt=since, photo=photo).exists():
        return None
    officer = hand_of(by, on=localdate(at))
    post = post_in_use(photo.case, officer, frozenset({Role.MODERATOR.value})) if officer else None
    return Viewing.objects.create(photo=photo, case=photo.case, by=by, at=at, **as_columns(post))


def post_in_use(case: Case, officer: OfficerHand, roles: frozenset[str]) -> HeldPost | None:
    """The post in which somebody looks: one of the roles, at the office that holds the case where she has one there."""
    held = [post for post in officer.posts if post.role in roles]
    return next((post for post in held if post.office_id == case.office_id), held[0] if held else None)


def as_columns(post: HeldPost | None) -> dict[str, object]:
    """The post as the rows of looks keep it."""
    return {"office_id": post.office_id if post else None, "role": post.role if post else ""}
