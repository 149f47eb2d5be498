"""Somebody applies to become a volunteer, changes her wishes, takes an application back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.rules import read_contact
from civic.guardians import actions as guardians
from civic.guardians.models import Child
from civic.guardians.queries import latest_text
from civic.guardians.rules import VOLUNTEERS, Purpose, identity_digest
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken
from civic.offices.queries.workdays import by_workdays
from civic.places.models import Area
from civic.volunteers.actions.erasing import erase
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.actions.permitting import permit_active
from civic.volunteers.models import (
    AgreedFor,
    Availability,
    Skill,
    Tongue,
    Volunteer,
    VolunteerIdentity,
    Wish,
)
from civic.volunteers.rules import (
    ANSWER_WORKDAYS,
    HOURS,
    Document,
    PartOfDay,
    ServiceKind,
    Sex,
    Spoken,
    VolunteerState,
    age_fault,
    clean_document,
    document_digest,
    document_fault,
    needs_guardian,
)

LONGEST_NAME = 60
KNOWN_DOCUMENT = _(
    "Somebody has joined with this document already. If that was you, sign in with the account you used then. If it "
    "was not, come to the volunteers’ office with the document; nothing is lost by it."
)
ASK_GUARDIAN = _("Under eighteen a guardian agrees first. Ask a grown-up at home by the form on this page.")
OTHER_NAME = _("Name and day of birth are not those your guardian wrote. Look at both again, or ask your guardian.")
ONCE = _("You have joined already. Your page says how it stands.")


@dataclass(frozen=True)
class Wishes:
    """What somebody would like to do, where and when; changed whenever she likes."""

    kinds: Sequence[str] = ()
    skills: Sequence[Skill] = ()
    areas: Sequence[Area] = ()
    languages: Sequence[str] = ()
    free: Sequence[tuple[int, str]] = ()  # weekday, part of the day


@dataclass(frozen=True)
class ApplicantTold:
    """Who somebody is, with the fields of the Measures (art. 5) and no more."""

    name: str
    sex: str
    born_on: date
    document: str
    document_number: str
    contact: str
    lives_in: Area
    wishes: Wishes = field(default_factory=Wishes)


@transaction.atomic
def apply(told: ApplicantTold, *, by: Person, own_word: bool = False, language: str, at: datetime) -> Volunteer:
    """Somebody asks to be taken on, and is answered by the end of the third working day. Under eighteen a guardian
    agreed before, and `own_word` is the applicant's own yes.

    Raises NotValid for what is missing or cannot be right, NotAllowed for a minor without a guardian's yes and for
    whoever was erased, Taken for a document or an account that has joined already.
    """
    name, number = clean_line(told.name).strip(), clean_document(told.document_number)
    _check(told, name, number, at=at)
    digest = document_digest(told.document, number)
    # two applications of one account at once are one, and none comes after its erasure
    if not Person.objects.select_for_update(no_key=True).filter(pk=by.pk, erased_at__isnull=True):
        raise NotAllowed()
    child = _child_of(told, name, by=by, own_word=own_word, at=at)
    known = Volunteer.objects.filter(person=by).first()
    if known is not None and known.state != VolunteerState.DECLINED:
        raise Taken(ONCE)
    if VolunteerIdentity.objects.filter(document_digest=digest).exclude(volunteer=known).exists():
        raise Taken(KNOWN_DOCUMENT)
    volunteer = hold_volunteer(known) if known else Volunteer(person=by)
    volunteer.child, volunteer.language = child, language
    volunteer.state, volunteer.applied_at = VolunteerState.APPLIED, at
    volunteer.answer_due_at = by_workdays(at, ANSWER_WORKDAYS)
    volunteer.decided_at = volunteer.decided_by = volunteer.told_late_at = None
    volunteer.reason = ""
    volunteer.save()
    held = hold_volunteer(volunteer)
    try:
        with transaction.atomic():
            VolunteerIdentity.objects.update_or_create(
                volunteer=held,
                defaults={
                    "name": name,
                    "sex": told.sex,
                    "born_on": told.born_on.isoformat(),
                    "document": told.document,
                    "document_number": number,
                    "document_digest": digest,
                    "contact": clean_line(told.contact).strip(),
                    "lives_in": told.lives_in,
                    "checked_at": None,
                    "checked_by": None,
                },
            )
    except IntegrityError:  # the same document at the same moment; the first one holds
        raise Taken(KNOWN_DOCUMENT) from None
    _keep_wishes(held, told.wishes)
    write_volunteer(held, "apply", by=by, at=at, facts={"again": known is not None, "is_minor": child is not None})
    return held


def _check(told: ApplicantTold, name: str, number: str, *, at: datetime) -> None:
    wrong: dict[str, Sentence] = {}
    if not any(sign.isalpha() for sign in name):
        wrong["name"] = _("Write your name as it stands in the document.")
    elif len(name) > LONGEST_NAME:
        wrong["name"] = _("This name is too long. Write it in at most 60 characters.")
    if told.sex not in Sex.values:
        wrong["sex"] = _("Choose what the document says.")
    if fault := age_fault(told.born_on, localdate(at)):
        wrong["born_on"] = fault
    if told.document not in Document.values:
        wrong["document"] = _("Choose the document.")
    elif "born_on" not in wrong and (
        fault := document_fault(told.document, number, born_on=told.born_on, sex=told.sex)
    ):
        wrong["document_number"] = fault
    if read_contact(told.contact[:254]) is None:
        wrong["contact"] = _("Write an e-mail address or a telephone number by which you are reached.")
    if not told.wishes.kinds:
        wrong["kinds"] = _("Choose at least one kind of service; you may change it at any time.")
    if wrong:
        raise NotValid(fields=wrong)


def _child_of(told: ApplicantTold, name: str, *, by: Person, own_word: bool, at: datetime) -> Child | None:
    """The child a guardian agreed for, once it has said its own yes too; None for grown-ups."""
    if not needs_guardian(told.born_on, localdate(at)):
        return None
    agreed = (
        AgreedFor.objects.filter(person=by, child__erased_at__isnull=True).select_related("child__identity").first()
    )
    if agreed is None:
        raise NotAllowed(ASK_GUARDIAN, code="guardian-first")
    if agreed.child.identity.digest != identity_digest(name, told.born_on):
        raise NotValid(fields={"name": OTHER_NAME})
    if not own_word:
        raise NotValid(fields={"own_word": _("Tick this too: nobody joins who does not want to.")})
    text = latest_text(VOLUNTEERS, at=at)
    if text is None:
        raise Conflict(guardians.RENEWED)
    uses = guardians.say(agreed.child, words={Purpose.VOLUNTEER: True}, text=text, at=at)
    if Purpose.VOLUNTEER not in uses:
        raise NotAllowed(ASK_GUARDIAN, code="guardian-first")
    return agreed.child


@transaction.atomic
def change_wishes(volunteer: Volunteer, wishes: Wishes, *, contact: str = "", by: Person, at: datetime) -> Volunteer:
    """She says anew what she would like, where and when, and how she is reached. Raises NotAllowed for anybody else's,
    NotValid without a kind of service and for a contact that is none."""
    held = hold_volunteer(volunteer)
    if held.person_id != by.pk:
        raise NotAllowed()
    if held.state != VolunteerState.APPLIED:
        permit_active(held)
    if not wishes.kinds:
        raise NotValid(fields={"kinds": _("Choose at least one kind of service; you may change it at any time.")})
    if contact:
        if read_contact(contact[:254]) is None:
            told = _("Write an e-mail address or a telephone number by which you are reached.")
            raise NotValid(fields={"contact": told})
        VolunteerIdentity.objects.filter(volunteer=held).update(contact=clean_line(contact).strip())
    _keep_wishes(held, wishes)
    write_volunteer(held, "change-wishes", by=by, at=at)
    return held


def _keep_wishes(volunteer: Volunteer, wishes: Wishes) -> None:
    """What she wished before goes; unknown words are left out, no form of ours has them."""
    kinds, tongues = set(wishes.kinds) & set(ServiceKind.values), set(wishes.languages) & set(Spoken.values)
    free = {(day, part) for day, part in wishes.free if 0 <= day <= 6 and part in PartOfDay.values}
    volunteer.wishes.all().delete()
    volunteer.tongues.all().delete()
    volunteer.availabilities.all().delete()
    Wish.objects.bulk_create(Wish(volunteer=volunteer, kind=kind) for kind in sorted(kinds))
    Tongue.objects.bulk_create(Tongue(volunteer=volunteer, language=one) for one in sorted(tongues))
    Availability.objects.bulk_create(
        Availability(volunteer=volunteer, weekday=day, starts=HOURS[part][0], ends=HOURS[part][1])
        for day, part in sorted((day, PartOfDay(part)) for day, part in free)
    )
    volunteer.skills.set(wishes.skills)
    volunteer.areas.set(wishes.areas)


@transaction.atomic
def take_back(volunteer: Volunteer, *, by: Person, at: datetime) -> None:
    """Whoever waits for an answer does not want to any more: everything she told goes. Raises NotAllowed for anybody
    else's, Conflict once it was answered."""
    held = hold_volunteer(volunteer)
    if held.person_id != by.pk:
        raise NotAllowed()
    if held.state not in (VolunteerState.APPLIED, VolunteerState.DECLINED):
        raise Conflict(_("You were taken on already. You may leave instead."))
    erase(held, at=at)
