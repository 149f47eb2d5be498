"""Grown-ups are asked, told, and join: each by a link that keeps nothing when it is refused."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import has_confirmed_contact
from civic.accounts.rules import Contact, read_contact
from civic.guardians import actions as guardians
from civic.guardians.actions import GuardianTold
from civic.guardians.models import Asking, Child, Guardianship
from civic.guardians.rules import AskingKind, Verified
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth.actions.deciding import decide
from civic.youth.actions.entering import TRACK, Entered, PupilTold, enter
from civic.youth.actions.lines import hold_entry, write_entry_line
from civic.youth.models import Edition, Entry, EntryCode

PAGE = "/little-mayor/family/asked/"
NO_CONTACT = _("Write an e-mail address or a telephone number of a grown-up at home.")


def ask_family(edition: Edition, *, address: str, language: str, at: datetime) -> Asking | None:
    """A child asks "May I?" by a message to a grown-up at home. Of the child nothing is kept. Raises NotValid for what
    is no address; None where it was asked today already, which the page must not tell."""
    return guardians.ask_guardian(
        _contact(address), track=TRACK, about=str(edition.number), page=PAGE, language=language, at=at
    )


@transaction.atomic
def enter_by_own_word(
    edition: Edition,
    told: PupilTold,
    *,
    own: Mapping[str, bool],
    code: str = "",
    person: Person | None = None,
    address: str,
    text_digest: str = "",
    language: str,
    at: datetime,
) -> Entered:
    """A pupil of fourteen or older takes part by its own word, and a guardian is told in the same act. Raises as
    entering does, and NotAllowed where the guardian cannot be reached: then a desk helps."""
    _contact(address)
    entered = enter(edition, told, own=own, code=code, person=person, text_digest=text_digest, at=at)
    if tell_guardian_of(entered.entry.child, address=address, language=language, at=at) is None:
        raise NotAllowed(_("No message reaches this address from here. Come to a desk together with a grown-up."))
    return entered


@transaction.atomic
def tell_guardian_of(child: Child, *, address: str, language: str, at: datetime) -> Asking | None:
    """A child of fourteen or older takes part by its own word; a guardian is told, and may join and say no."""
    asking = guardians.ask_guardian(
        _contact(address), kind=AskingKind.TOLD, child=child, track=TRACK, about="", page=PAGE, language=language, at=at
    )
    child = guardians.hold_child(child)
    guardians.write_child_line(child, verb="guardian-told", side="child", by=child.person, at=at)
    return asking


@transaction.atomic
def invite_guardian(ward: Guardianship, *, address: str, language: str, at: datetime) -> Asking | None:
    """A guardian asks another one to answer for the child too. Raises NotValid, NotAllowed once she does no more."""
    if not ward.is_open(at):
        raise NotAllowed(guardians.NOT_HERS)
    child = guardians.hold_child(ward.child)
    guardians.write_child_line(child, verb="invite-guardian", side="guardian", by=ward.person, at=at)
    return guardians.ask_guardian(
        _contact(address), kind=AskingKind.JOIN, child=child, track=TRACK, about="", page=PAGE, language=language, at=at
    )


@transaction.atomic
def join_family(
    asking: Asking, *, by: Person, name: str, relation: str, words: Mapping[str, bool], text_digest: str, at: datetime
) -> frozenset[str]:
    """Whoever got the link answers for the child from now on and says her word; one no outweighs the others' yes.
    Raises Taken for a link that was used, NotAllowed without a confirmed contact, and as deciding does."""
    child = asking.child
    if child is None:
        raise NotAllowed(guardians.NOT_HERS)
    if not has_confirmed_contact(by):
        raise NotAllowed(_("Sign in with an address or a number of yours first, or come to a desk with a document."))
    if not guardians.end_asking(asking, at=at):
        raise Taken(_("This link was used already. You find everything on your page for families."))
    told = GuardianTold(relation=relation, name=name, person=by, verified=Verified.CONTACT)
    held = guardians.hold_child(child)
    ward = guardians.add_guardian(held, told, at=at)
    return decide(held, words=words, ward=ward, text_digest=text_digest, at=at)


@transaction.atomic
def renew_code(entry: Entry, *, by: Person | None, side: str = "guardian", at: datetime) -> str:
    """The slip was lost, or somebody else has it: it opens nothing from this moment on, and a fresh code is told once.
    Raises Conflict for an entry that ended."""
    entry = hold_entry(entry)
    if entry.left_at is not None:
        raise Conflict(_("Your child takes part no more, so it needs no code."))
    old, plain = entry.code, new_tracking_code()
    if old is not None:
        EntryCode.objects.filter(pk=old.pk).update(voided_at=at)
    fresh = EntryCode.objects.create(
        edition=entry.edition,
        sheet=old.sheet if old else None,
        school=old.school if old else None,
        serial=old.serial if old else 0,
        digest=code_digest(plain),
        used_at=at,
    )
    if old is not None:
        EntryCode.objects.filter(pk=old.pk).update(replaced_by=fresh)
    entry.code = fresh
    entry.save(update_fields=["code"])
    write_entry_line(entry, verb="renew-code", side=side, by=by, at=at)
    return plain


def _contact(address: str) -> Contact:
    contact = read_contact(address[:254])
    if contact is None:
        raise NotValid(fields={"address": NO_CONTACT})
    return contact
