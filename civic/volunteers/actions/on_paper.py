"""A guardian without an account says yes or no on paper, at a desk: who saw which paper and when stands where the
family reads it.

Source: PIPL art. 31 (a guardian's consent, however it is given); Measures on registered volunteers (2013).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.actions import ChildTold, GuardianTold
from civic.guardians.models import Child, Guardianship
from civic.guardians.queries import latest_text
from civic.guardians.rules import VOLUNTEERS, Purpose, Verified
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.volunteers.actions.guarding import GROWN, follow_word, let_apply
from civic.volunteers.actions.permitting import permit_coordinator
from civic.volunteers.models import AgreedFor, Volunteer
from civic.volunteers.rules import Document, Paper, age_fault, is_minor, paper_fault


@dataclass(frozen=True)
class PaperTold:
    """What lies on the desk: who signed, what, on which day, and by which document she is known."""

    guardian_name: str
    relation: str
    paper: str
    signed_on: date
    document: str
    contact: str = ""


@transaction.atomic
def agree_on_paper(
    person: Person, told: ChildTold, paper: PaperTold, *, text_digest: str, by: Person, at: datetime
) -> AgreedFor:
    """A coordinator has seen a guardian's yes on paper and her document: whoever holds this account may apply. Another
    guardian of the same child may say her yes so too. Raises NotAllowed for whoever does not coordinate, was not
    checked to work near children, or belongs to the family; NotValid by field, Conflict for a text that has changed,
    Taken where somebody else applies as this child."""
    permit_coordinator(by)
    if person.pk == by.pk:
        raise NotAllowed(_("Another coordinator does this for your own family."))
    today = localdate(at)
    _check(paper, today)
    if fault := age_fault(told.born_on, today) or ("" if is_minor(told.born_on, today) else GROWN):
        raise NotValid(fields={"born_on": fault})
    text = latest_text(VOLUNTEERS, at=at)
    if text is None or text_digest != text.digest:
        raise Conflict(guardians.RENEWED)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    words = {Purpose.VOLUNTEER.value: True}
    taken_in = guardians.take_in(told, guardian=_guardian(paper, by=by), words=words, text=text, at=at)
    _write(taken_in.child, "agree-on-paper", paper, by=by, at=at)
    return let_apply(person, taken_in.child, at=at)


@transaction.atomic
def refuse_on_paper(
    volunteer: Volunteer, paper: PaperTold, *, ward: Guardianship | None = None, by: Person, at: datetime
) -> Guardianship:
    """A coordinator has seen a guardian's no on paper: of one who is known already (`ward`), or of another who comes to
    it with this. From this moment on the child does not volunteer, whatever the other guardian said. Raises NotAllowed
    as agreeing on paper does, and where nobody has to agree; NotValid by field."""
    permit_coordinator(by)
    _check(paper, localdate(at))
    child, text = volunteer.child, latest_text(VOLUNTEERS, at=at)
    if child is None or text is None:
        raise NotAllowed(_("This volunteer decides alone: no guardian is asked."))
    if volunteer.person_id == by.pk:
        raise NotAllowed(_("Another coordinator does this for your own family."))
    spoken = ward or guardians.add_guardian(child, _guardian(paper, by=by), at=at)
    guardians.say(child, words={Purpose.VOLUNTEER: False}, text=text, ward=spoken, written_by=by, at=at)
    _write(child, "refuse-on-paper", paper, by=by, at=at)
    follow_word(child, at=at)
    return spoken


def _check(paper: PaperTold, today: date) -> None:
    wrong = {}
    if paper.paper not in Paper.values:
        wrong["paper"] = _("Choose what the guardian signed.")
    if paper.document not in Document.values:
        wrong["document"] = _("Choose the document.")
    if fault := paper_fault(paper.signed_on, today):
        wrong["signed_on"] = fault
    if wrong:
        raise NotValid(fields=wrong)


def _guardian(paper: PaperTold, *, by: Person) -> GuardianTold:
    return GuardianTold(
        relation=paper.relation,
        name=paper.guardian_name,
        contact=paper.contact,
        verified=Verified.DESK,
        verified_by=by,
    )


def _write(child: Child, verb: str, paper: PaperTold, *, by: Person, at: datetime) -> None:
    facts = {"paper": paper.paper, "signed_on": paper.signed_on.isoformat(), "document": paper.document}
    guardians.write_child_line(child, verb=verb, side="city", by=by, at=at, facts=facts)
