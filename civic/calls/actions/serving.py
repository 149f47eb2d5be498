"""Serve a caller the desk has made sure of: everything is written down as hers, by telephone, by this operator."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.calls.actions.writing import queue_code
from civic.calls.models import Check, OwedCall
from civic.calls.queries import latest_code, open_check
from civic.calls.queries.checked import code_key
from civic.calls.rules import CallStage, Cause
from civic.cases import actions as cases
from civic.cases.guards import Reporter, reporter_on_the_phone
from civic.cases.models import Case, Contact, Line
from civic.feedback import actions as feedback
from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.queries import reaches

_NOT_SURE = _("First make sure of the caller: by the secret code, or by calling back. Nothing is told before.")


@transaction.atomic
def give_out_code(case: Case, *, by: Person, at: datetime) -> str:
    """Another secret code for a caller who lost hers; the old one opens nothing from now on. Pressed twice in one call,
    it is the same code. Raises NotAllowed without a check that still holds."""
    check = _sure(case, by=by, at=at)
    case = cases.hold(case)
    given = latest_code(check, case)
    if given:
        return given
    _line, code = cases.reissue_code(case, by=by, key=code_key(check, case), at=at)
    return code


@transaction.atomic
def text_code(case: Case, *, by: Person, at: datetime) -> None:
    """Send number and the code given out in this call to the number left with the case. Raises NotAllowed, NotValid
    where there is no code of this call or no text message can be sent."""
    check, case = _sure(case, by=by, at=at), cases.hold(case)
    contact, code = Contact.objects.filter(case=case).first(), latest_code(check, case)
    if not code or contact is None or not contact.phone or not reaches("sms"):
        raise NotValid(_("No text message can be sent here. Read number and code out."))
    queue_code(contact, code=code, at=at)


@transaction.atomic
def reply_by_phone(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The caller answers what the city asked; written down word for word. Raises NotAllowed, Conflict, NotValid."""
    return cases.reply(case, by=_proof(case, by=by, at=at), text=text, at=at)


@transaction.atomic
def add_by_phone(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The caller adds something to her case. Raises NotAllowed, Conflict, NotValid."""
    _sure(case, by=by, at=at)
    return cases.add(case, by=by, text=text, at=at)


@transaction.atomic
def rate_by_phone(
    case: Case,
    *,
    by: Person,
    solved: str,
    result: int | None = None,
    attitude: int | None = None,
    speed: int | None = None,
    text: str = "",
    at: datetime,
) -> Line:
    """The caller says whether it was solved. Never written down by somebody of the office that is rated. Raises
    NotAllowed, Conflict, Taken, NotValid."""
    proof = _proof(case, by=by, at=at)
    line = feedback.rate(
        case, by=proof, solved=solved, result=result, attitude=attitude, speed=speed, text=text, at=at
    )  # fmt: skip
    owed = OwedCall.objects.filter(case=case, cause=Cause.SILENT, stage__in=[CallStage.WAITING, CallStage.TAKEN])
    owed.update(stage=CallStage.RATED, ended_at=at)
    return line


@transaction.atomic
def appeal_by_phone(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The caller does not agree, and another office decides. Raises NotAllowed, Conflict, TooLate, Taken, NotValid."""
    return feedback.appeal(case, by=_proof(case, by=by, at=at), text=text, at=at)


@transaction.atomic
def withdraw_by_phone(case: Case, *, by: Person, at: datetime) -> Line:
    """The caller takes the report back before anybody accepted it. Raises NotAllowed, Conflict."""
    return cases.withdraw(case, by=_proof(case, by=by, at=at), at=at)


def _proof(case: Case, *, by: Person, at: datetime) -> Reporter:
    _sure(case, by=by, at=at)
    return reporter_on_the_phone(case, operator=by)


def _sure(case: Case, *, by: Person, at: datetime) -> Check:
    check = open_check(case, by, at=at)
    if check is None:
        raise NotAllowed(_NOT_SURE)
    return check
