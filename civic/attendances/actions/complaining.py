"""A complaint about an organisation goes around it (Regulations on voluntary service art. 26)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.models import Complaint
from civic.attendances.queries import may_answer, reader_for
from civic.lib.plain_text import clean_text
from civic.lib.quiet import after_quiet
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Shift
from civic.volunteers.actions import hold_organisation, tell_people, write_organisation
from civic.volunteers.models import Organisation

ANSWER_WORKDAYS = 10  # our own number
WORDS_LONGEST = 4000


@transaction.atomic
def complain(organisation: Organisation, *, shift: Shift | None, words: str, by: Person, at: datetime) -> Complaint:
    """Somebody complains about an organisation: somebody looks into it who is not the one it names, nor managed by
    whoever manages it; the organisation is not told who. Raises NotValid without words or for a shift of another,
    Conflict where nobody can."""
    organisation = hold_organisation(organisation)
    told = clean_text(words).strip()[:WORDS_LONGEST]
    if not told:
        raise NotValid(fields={"words": _("Say what happened, when, and what you would like.")})
    if shift is not None and shift.activity.organisation_id != organisation.pk:
        raise NotValid(fields={"shift": _("This shift is one of another organisation.")})
    reader = reader_for(organisation, by=by, at=at)
    if reader is None:
        raise Conflict(_("No office can look into this at the moment. Call 12345: it is taken down there."))
    complaint = Complaint.objects.create(
        organisation=organisation,
        shift=shift,
        person=by,
        words=told,
        filed_at=at,
        answer_due_at=by_workdays(at, ANSWER_WORKDAYS),
        office=reader.office,
        body=reader.body,
    )
    facts = {"complaint": complaint.pk, "office": reader.code}
    write_organisation(organisation, "complaint", side="city", by=None, at=at, facts=facts)
    return complaint


@transaction.atomic
def answer_complaint(complaint: Complaint, *, answer: str, is_upheld: bool, by: Person, at: datetime) -> Complaint:
    """The office that looks into it answers; the person reads it. Raises NotAllowed for everybody of the organisation
    it names, NotValid without words, Conflict once it is answered."""
    organisation = hold_organisation(complaint.organisation)
    complaint = Complaint.objects.select_related("organisation", "person", "office", "body").get(pk=complaint.pk)
    if not may_answer(by, complaint, at=at):
        raise NotAllowed(_("Only the office that looks into this complaint answers it."), code="no-office")
    if complaint.answered_at is not None:
        raise Conflict(_("This complaint was answered already."))
    told = clean_text(answer).strip()[:WORDS_LONGEST]
    if not told:
        raise NotValid(fields={"answer": _("Write the answer: whoever complained reads it.")})
    complaint.answer, complaint.is_upheld, complaint.answered_by, complaint.answered_at = told, is_upheld, by, at
    complaint.save(update_fields=["answer", "is_upheld", "answered_by", "answered_at"])
    facts = {"complaint": complaint.pk, "is_upheld": is_upheld}
    write_organisation(organisation, "answer-complaint", side="city", by=by, at=at, facts=facts)
    if complaint.person is not None:
        page, about = f"/volunteer/complaints/{complaint.pk}/", f"complaint:{complaint.pk}"
        tell_people([complaint.person], "complaint-answered", page, about=about, at=after_quiet(at))
    return complaint
