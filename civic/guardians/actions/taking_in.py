"""A child is taken in, once somebody who may agree has agreed: before that not a row says that it exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.consenting import say
from civic.guardians.actions.lines import hold_child, write_child_line
from civic.guardians.models import Child, ConsentText, Guardianship, Identity
from civic.guardians.queries import same_children
from civic.guardians.rules import (
    ALWAYS_GUARDIAN,
    NEEDED,
    OWN_WORD_AGE,
    OWN_WORD_LATER,
    KnownAs,
    Relation,
    Verified,
    age_on,
    identity_digest,
    turning_day,
    turning_digest,
)
from civic.journal.models import Chain
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Sentence, Taken, TooMany

LONGEST_NAME = 60
MOST_WARDS = 8  # children one account answers for; a larger family comes to a desk
NEEDS_GUARDIAN = _("Under fourteen a guardian agrees first. Ask a grown-up at home to read this with you.")
NEEDS_GUARDIAN_TOO = _("Under eighteen a guardian agrees first. Ask a grown-up at home to read this with you.")
NEEDS_OWN_WORD = _("From fourteen on the child says yes itself. Hand this page over, and let it answer too.")
WHICH_CHILD = _(
    "A child of this name and birthday is known already. Compare the documents, and say whether it is the same child."
)
SEVERAL = _("Several children of this name and birthday are known. Find the family by its slip, or ask your lead.")
KNOWN_ALREADY = _(
    "This could not be finished here. Come to a desk with a document, or call the number on this page: somebody who "
    "was checked for it will finish it with you."
)


@dataclass(frozen=True)
class ChildTold:
    """Who the child is, as it was told; sealed when it is kept. `verified`: by its school's list or by its guardian."""

    name: str
    born_on: date
    verified: str
    school: str = ""
    known_as: str = ""  # at a desk, where somebody of this name and birthday is known: one of KnownAs


@dataclass(frozen=True)
class GuardianTold:
    """Who answers for it: with an account whose contact was confirmed, or by a document at a desk."""

    relation: str
    name: str = ""
    contact: str = ""
    person: Person | None = None
    verified: str = Verified.CONTACT
    verified_by: Person | None = None


@dataclass(frozen=True)
class TakenIn:
    """The child, who answers for it if anybody has confirmed it yet, and what is allowed."""

    child: Child
    ward: Guardianship | None
    uses: frozenset[str]


@transaction.atomic
def take_in(
    told: ChildTold,
    *,
    guardian: GuardianTold | None = None,
    words: Mapping[str, bool],
    own: Mapping[str, bool] | None = None,
    text: ConsentText,
    person: Person | None = None,
    at: datetime,
) -> TakenIn:
    """Child, identity, guardian and their words come to be together, or not at all. `own` are the child's own words:
    from fourteen on it says yes itself, and may do so without `guardian` where the track's purpose allows that; a track
    of OWN_WORD_LATER asks it afterwards. `person` is an account of its own, if any.

    Raises NotValid for names and purposes, NotAllowed under the age and for whoever answers for no child, Taken when
    this child is known already and somebody else answers for it.
    """
    name = said_name(told.name, field="name")
    _check_words(words, own, track=text.track, is_guarded=guardian is not None, age=age_on(told.born_on, localdate(at)))
    _hold_name(name, told.born_on)
    known = _known(name, told, guardian, person)
    if known is not None:
        ward = _known_again(known, guardian=guardian, person=person, at=at)
        return TakenIn(known, ward, _said(known, ward, guardian, words, own, text, at))
    if person is not None and Child.objects.filter(person=person).exists():
        raise Taken(_("With this account somebody takes part already."))
    child = Child.objects.create(person=person, made_at=at)
    Identity.objects.create(
        child=child,
        name=name,
        born_on=told.born_on.isoformat(),
        school=told.school,
        digest=identity_digest(name, told.born_on),
        turning_digest=turning_digest(turning_day(told.born_on)),
        verified=told.verified,
        verified_at=at,
    )
    write_child_line(child, verb="take-in", side="guardian" if guardian else "child", by=None, at=at)
    ward = add_guardian(child, guardian, at=at) if guardian else None
    return TakenIn(child, ward, _said(child, ward, guardian, words, own, text, at))


def _check_words(
    words: Mapping[str, bool], own: Mapping[str, bool] | None, *, track: str, is_guarded: bool, age: int
) -> None:
    """The gate: under fourteen a guardian's yes; from then on the child's own, whoever sits beside it."""
    said, needed = own or {}, NEEDED[track]
    if (is_guarded and not words.get(needed)) or said.get(needed) is False:
        raise NotValid(_("Nothing is kept of a child that does not take part."))
    if age < OWN_WORD_AGE and not is_guarded:
        raise NotAllowed(NEEDS_GUARDIAN)
    if needed in ALWAYS_GUARDIAN and not is_guarded:
        raise NotAllowed(NEEDS_GUARDIAN_TOO)
    if age >= OWN_WORD_AGE and track not in OWN_WORD_LATER and not said.get(needed):
        raise NotAllowed(NEEDS_OWN_WORD)


def _hold_name(name: str, born_on: date) -> None:
    """Two who take the same child in at once come one after the other; others, but for one in 256, do not wait."""
    place, _is_new = Chain.objects.get_or_create(subject=f"identity:{identity_digest(name, born_on)[:2]}")
    Chain.objects.select_for_update(no_key=True).get(pk=place.pk)


def _known(name: str, told: ChildTold, guardian: GuardianTold | None, person: Person | None) -> Child | None:
    """The child that is meant, where one of this name and birthday is known: hers who asks, if she answers for one.
    Two children of one city may share both, so at a desk somebody who has seen the documents says which it is."""
    namesakes = same_children(name, told.born_on)
    asks = guardian.person if guardian else None
    for child in namesakes:
        if asks is not None and child.guardianships.filter(ended_at__isnull=True, person=asks).exists():
            return child
        if person is not None and child.person_id == person.pk:
            return child
    if not namesakes or guardian is None or guardian.verified != Verified.DESK:
        return namesakes[0] if namesakes else None
    if told.known_as == KnownAs.ANOTHER:
        return None
    if told.known_as != KnownAs.SAME:
        raise NotValid(fields={"known_as": WHICH_CHILD})
    if len(namesakes) > 1:
        raise NotValid(fields={"known_as": SEVERAL})
    return namesakes[0]


def _known_again(
    child: Child, *, guardian: GuardianTold | None, person: Person | None, at: datetime
) -> Guardianship | None:
    """The same child in a later edition: whoever answers for it already says the new word; at a desk, by a document,
    another guardian may come to it."""
    if guardian is None:
        if person is None or child.person_id != person.pk:
            raise Taken(KNOWN_ALREADY)
        return None
    mine = child.guardianships.filter(ended_at__isnull=True, person__isnull=False, person=guardian.person).first()
    if mine is None and guardian.verified != Verified.DESK:
        raise Taken(KNOWN_ALREADY)
    return mine or add_guardian(child, guardian, at=at)


def _said(
    child: Child,
    ward: Guardianship | None,
    guardian: GuardianTold | None,
    words: Mapping[str, bool],
    own: Mapping[str, bool] | None,
    text: ConsentText,
    at: datetime,
) -> frozenset[str]:
    written_by = guardian.verified_by if guardian else None
    uses: frozenset[str] = frozenset()
    if ward is not None:
        uses = say(child, words=words, text=text, ward=ward, written_by=written_by, at=at)
    return say(child, words=own, text=text, written_by=written_by, at=at) if own else uses


@transaction.atomic
def add_guardian(child: Child, told: GuardianTold, *, at: datetime) -> Guardianship:
    """Somebody answers for the child from now on. Raises NotValid for no relation, NotAllowed for whoever confirmed
    neither a contact nor a document, TooMany beyond eight children, Taken when she does already."""
    if told.relation not in Relation.values:
        raise NotValid(fields={"relation": _("Say how you are related to the child.")})
    if told.verified == Verified.DESK:
        if told.verified_by is None or told.verified_by == told.person:
            raise NotAllowed(_("At a desk somebody else looks at the document."))
    elif told.person is None:
        raise NotAllowed(_("Sign in with an address or a number of yours first, or come to a desk."))
    name, child = said_name(told.name, field="guardian_name"), hold_child(child)
    if told.person is not None:
        Person.objects.select_for_update(no_key=True).get(pk=told.person.pk)  # two at once are counted one by one
        held = told.person.guardianships.filter(ended_at__isnull=True)
        if held.filter(child=child).exists():
            raise Taken(_("You answer for this child already."))
        if told.verified != Verified.DESK and held.count() >= MOST_WARDS:
            sentence = _("You answer for eight children already. For more of them come to a desk, please.")
            raise TooMany(sentence, retry_after=24 * 3600)
    ward = Guardianship.objects.create(
        child=child,
        person=told.person,
        name=name,
        contact=clean_line(told.contact).strip()[:254],
        relation=told.relation,
        verified=told.verified,
        verified_at=at,
        verified_by=told.verified_by,
    )
    facts = {"relation": told.relation, "verified": told.verified}
    write_child_line(
        child, verb="add-guardian", side="guardian", by=told.verified_by or told.person, at=at, facts=facts
    )
    return ward


def said_name(text: str, *, field: str) -> str:
    """A name somebody gave, on one line. Raises NotValid."""
    name = clean_line(text).strip()
    fault: Sentence | None = None
    if not any(sign.isalpha() for sign in name):
        fault = _("Write the name as it stands in the document or on the school's list.")
    elif len(name) > LONGEST_NAME:
        fault = _("This name is too long. Write it in at most 60 characters.")
    if fault:
        raise NotValid(fields={field: fault})
    return name
