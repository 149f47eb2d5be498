"""A child takes part in an edition: with a guardian's word, or from fourteen on with its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.queries import has_confirmed_contact
from civic.guardians import actions as guardians
from civic.guardians.actions import GuardianTold
from civic.guardians.models import Guardianship
from civic.guardians.queries import latest_text, same_child
from civic.guardians.rules import Purpose, Verified
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken, TooLate
from civic.places.models import Area
from civic.youth.actions.lines import write_entry_line
from civic.youth.models import Edition, Entry, EntryCode
from civic.youth.queries.entering import find_code
from civic.youth.rules import GROUP_OF, Band, Doing, age_fault, is_drawn

TRACK = "youth"  # of the texts that are read
NO_SUCH_CODE = _("This code is not one of ours. Compare it with the slip, letter by letter; 0 and O are the same here.")
CODE_USED = _(
    "This code has been used: somebody has agreed with it already. If that was you, your child comes in with it. If it "
    "was not, call the number on the slip; the code can be stopped at once."
)
CODE_VOID = _("This code was stopped. Ask the school, or the desk, for a fresh one.")
NOT_OPEN = _("Nobody is entered at the moment. The days of the edition say when the next one begins.")


@dataclass(frozen=True)
class PupilTold:
    """What is said of a child when it enters. Name and birthday are sealed and apart; the rest stands on the entry."""

    name: str
    born_on: date
    band: str
    pseudonym: str
    district: Area | None = None  # by oneself; a school says its own
    known_as: str = ""  # at a desk: whether a child of this name and birthday is the one that is known


@dataclass(frozen=True)
class Entered:
    """The entry, who answers for it, and a fresh code for whoever came without a slip: told this once."""

    entry: Entry
    ward: Guardianship | None
    code: str = ""


def enter(
    edition: Edition,
    told: PupilTold,
    *,
    words: Mapping[str, bool] | None = None,
    guardian: GuardianTold | None = None,
    own: Mapping[str, bool] | None = None,
    code: str = "",
    person: Person | None = None,
    text_digest: str = "",
    at: datetime,
) -> Entered:
    """A child takes part, once somebody who may agree has agreed: `words` of the `guardian`, and from fourteen on the
    child's `own`, with a guardian or without. `code` is that of a slip from school, `person` the child's own account,
    `text_digest` that of the text that was read.

    Raises TooLate outside the days of entering, NotValid for what is missing, too young, too old, not in the list of
    pseudonyms, NotAllowed under fourteen without a guardian, Taken for a used code or a child that is known, Conflict
    for a void code and for a text that has changed.
    """
    try:
        return _enter(edition, told, words or {}, guardian, own, code, person, text_digest, at)
    except Taken:
        _note_again(told, guardian, at=at)
        raise
    except IntegrityError:  # the same pseudonym or the same child at the same moment; the first one holds
        raise Taken(_("Somebody was quicker with this pseudonym. Choose another one.")) from None


def _note_again(told: PupilTold, guardian: GuardianTold | None, *, at: datetime) -> None:
    """Whoever answers for a child reads that somebody tried to enter it once more."""
    known = same_child(told.name, told.born_on)
    if known is not None:
        with transaction.atomic():
            held = guardians.hold_child(known)
            by = guardian.person if guardian else None
            guardians.write_child_line(held, verb="asked-again", side="guardian", by=by, at=at)


@transaction.atomic
def _enter(
    edition: Edition,
    told: PupilTold,
    words: Mapping[str, bool],
    guardian: GuardianTold | None,
    own: Mapping[str, bool] | None,
    typed: str,
    person: Person | None,
    text_digest: str,
    at: datetime,
) -> Entered:
    if edition.shown_at is None or not edition.allows(Doing.ENTER, at):
        raise TooLate(NOT_OPEN)
    slip = usable_code(typed, edition, at=at) if typed else None
    text = latest_text(TRACK, at=at)
    if text is None or (text_digest and text_digest != text.digest):
        raise Conflict(guardians.RENEWED)
    district = slip.school.district if slip and slip.school else told.district
    district = _check_told(told, edition, district=district, slip=slip)
    _check_known(guardian, slip, person)
    taken_in = guardians.take_in(
        guardians.ChildTold(
            name=told.name,
            born_on=told.born_on,
            verified=_verified(guardian, slip),
            school=str(slip.school) if slip and slip.school else "",
            known_as=told.known_as,
        ),
        guardian=guardian,
        words=words,
        own=own,
        text=text,
        person=person,
        at=at,
    )
    if Purpose.ENTER not in taken_in.uses:
        raise NotAllowed(_("Another guardian of this child has said no. Talk it over first; a desk can help you."))
    if Entry.objects.filter(edition=edition, child=taken_in.child).exists():
        raise Taken(_("This child takes part already. You find it on your page for families."))
    plain = "" if slip else new_tracking_code()
    entry = Entry.objects.create(
        edition=edition,
        child=taken_in.child,
        code=slip or EntryCode.objects.create(edition=edition, digest=code_digest(plain), used_at=at),
        school=slip.school if slip else None,
        district=district,
        group=GROUP_OF[Band(told.band)],
        band=told.band,
        pseudonym=told.pseudonym,
        entered_at=at,
    )
    side, by = ("guardian", guardian.verified_by or guardian.person) if guardian else ("child", person)
    write_entry_line(entry, verb="enter", side=side, by=by, at=at, facts={"by_school": slip is not None})
    return Entered(entry, taken_in.ward, plain)


def usable_code(typed: str, edition: Edition | None = None, *, at: datetime) -> EntryCode:
    """The code, taken at this moment: of two who type it at once, one has it. Raises NotValid, Taken, Conflict."""
    found = check_code(typed, edition)
    if EntryCode.objects.filter(pk=found.pk, used_at__isnull=True, voided_at__isnull=True).update(used_at=at) != 1:
        raise Taken(CODE_USED)
    return found


def check_code(typed: str, edition: Edition | None = None) -> EntryCode:
    """The code, if it can still be used; nothing changes. Raises NotValid for none of ours, Conflict for a stopped
    one, Taken for a used one."""
    found = find_code(typed)
    if found is None or (edition is not None and found.edition_id != edition.pk):
        raise NotValid(fields={"code": NO_SUCH_CODE})
    if found.voided_at is not None:
        raise Conflict(CODE_VOID)
    if found.used_at is not None:
        raise Taken(CODE_USED)
    return found


def _verified(guardian: GuardianTold | None, slip: EntryCode | None) -> str:
    if guardian is not None and guardian.verified == Verified.DESK:
        return Verified.DESK
    return Verified.ROSTER if slip is not None and slip.school_id else Verified.CONTACT


def _check_known(guardian: GuardianTold | None, slip: EntryCode | None, person: Person | None) -> None:
    """The real identity of the guardian, or of a pupil of fourteen, is known somehow (regulation art. 31)."""
    who = guardian.person if guardian else person
    if guardian is not None and guardian.verified == Verified.DESK:
        return
    if who is not None and has_confirmed_contact(who):
        return
    if guardian is None and slip is not None:
        return  # the school's own list knows the pupil
    raise NotAllowed(_("Sign in with an address or a number of yours first, or come to a desk with a document."))


def _check_told(told: PupilTold, edition: Edition, *, district: Area | None, slip: EntryCode | None) -> Area:
    wrong: dict[str, Sentence] = {}
    fault = age_fault(told.born_on, age_day=edition.age_day, least=edition.least_age, most=edition.most_age)
    if fault:
        wrong["born_on"] = fault
    if told.band not in Band.values:
        wrong["band"] = _("Choose the grade.")
    elif slip and slip.school and slip.school.group and slip.school.group != GROUP_OF[Band(told.band)]:
        wrong["band"] = _("This school has other grades. Choose the grade again, or look whose slip this is.")
    if not is_drawn(told.pseudonym):
        wrong["pseudonym"] = _("Choose one of the names on the list. A made-up name keeps a child from being found.")
    elif Entry.objects.filter(edition=edition, pseudonym=told.pseudonym).exists():
        wrong["pseudonym"] = _("Somebody was quicker with this pseudonym. Choose another one.")
    if district is None or not edition.districts.filter(pk=district.pk).exists():
        wrong["district"] = _("Choose the district in which the child lives or goes to school.")
    if wrong or district is None:
        raise NotValid(fields=wrong)
    return district
