"""Make sure that a caller is whoever handed a case in. Every try is written down before anything is shown."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.calls.actions.writing import NOT_YOURS
from civic.calls.models import Check
from civic.calls.queries import is_operator, names_office_of
from civic.calls.rules import CHECK_OPENS, CHECK_RINGS, WRONG_A_CASE, WRONG_AN_OPERATOR, WRONG_IN, How, Sure
from civic.cases.guards import opens_with
from civic.cases.models import Case, Contact
from civic.cases.queries import names_none_of
from civic.lib.codes import read_number
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooMany
from civic.lib.sealed import keyed_hash, normal_phone
from civic.offices.queries import hand_of

_NUMBER = _("This is not a case number: it has ten digits, like 26-7041-5835. Check each digit.")


@transaction.atomic
def hear_code(number: str, *, code: str, by: Person, at: datetime) -> Check:
    """The caller says number and secret code: right, and the case lies open for a while; wrong, and that is written
    down. Raises NotAllowed, NotValid for what is no number, TooMany for an operator who guesses."""
    read = _read(number)
    _hold_operator(by, at=at)
    case = _case(read, by=by, at=at)
    _limit(by, case, at=at)
    if case is None or not opens_with(case, code):
        return _write(by, case, how=How.CODE, sure=Sure.WRONG, at=at)
    return _write(by, case, how=How.CODE, sure=Sure.YES, at=at, until=at + CHECK_OPENS)


@transaction.atomic
def start_calling_back(phone: str, *, number: str = "", by: Person, at: datetime) -> Check:
    """The caller says on which number she can be reached; where it is the one left with the case (with any case where
    none is named), the operator hangs up and calls it back. Nothing is shown yet. Raises as hear_code."""
    said = normal_phone(phone)
    if said is None:
        raise NotValid(fields={"phone": _("This is not a telephone number we can reach. Check the digits.")})
    read = _read(number) if number.strip() else ""
    _hold_operator(by, at=at)
    case = _case(read, by=by, at=at) if read else None
    _limit(by, case, at=at)
    digest = keyed_hash(said, purpose="contact")
    known = Contact.objects.filter(names_none_of(hand_of(by, on=localdate(at)), case="case__"), phone_hash=digest)
    left = list((known.filter(case=case) if read else known).select_related("case")[:2])
    if not left or (read and case is None):
        return _write(by, case, how=How.BACK, sure=Sure.WRONG, at=at, phone_hash=digest)
    only = left[0].case if len(left) == 1 else None  # where the number was left with several, all of them open
    return _write(by, only, how=How.BACK, sure=Sure.RINGING, at=at, phone_hash=digest, until=at + CHECK_RINGS)


@transaction.atomic
def confirm_called_back(check: Check, *, is_reached: bool, by: Person, at: datetime) -> Check:
    """The operator rang the number back: the same caller answered, and the case lies open for a while; or nobody did.
    Raises Conflict when it was too long ago, or somebody else's call."""
    sure, until = (Sure.YES, at + CHECK_OPENS) if is_reached else (Sure.NOBODY, at)
    ringing = Check.objects.filter(pk=check.pk, operator=by, sure=Sure.RINGING, until__gt=at)
    if not is_operator(by, at=at) or ringing.update(sure=sure, until=until) != 1:
        raise Conflict(_("This call back is over. Begin again with the number the caller says."))
    check.refresh_from_db()
    return check


@transaction.atomic
def end_check(check: Check, *, by: Person, at: datetime) -> None:
    """The caller has hung up: her case lies open no longer. Nothing happens to somebody else's."""
    Check.objects.filter(pk=check.pk, operator=by, until__gt=at).update(until=at)


def _write(
    by: Person,
    case: Case | None,
    *,
    how: How,
    sure: Sure,
    at: datetime,
    until: datetime | None = None,
    phone_hash: str = "",
) -> Check:
    return Check.objects.create(
        operator=by,
        case=case,
        how=how,
        sure=sure,
        at=at,
        until=until,
        phone_hash=phone_hash,
        code_key=secrets.token_urlsafe(24),
    )


def write_reached(case: Case, *, by: Person, at: datetime) -> Check:
    """A call from the list reached somebody on the number left with the case: it lies open for a while."""
    return _write(by, case, how=How.LIST, sure=Sure.YES, at=at, until=at + CHECK_OPENS)


def _read(number: str) -> str:
    read = read_number(number)
    if read is None:
        raise NotValid(fields={"number": _NUMBER})
    return read


def _case(number: str, *, by: Person, at: datetime) -> Case | None:
    """The case of a number; what is about an office of the operator's own is like a number never issued."""
    case = Case.objects.filter(number=number).first()
    return None if case is None or names_office_of(case, by, at=at) else case


def _hold_operator(by: Person, *, at: datetime) -> None:
    """Guesses are scarce: two at once count one by one."""
    Person.objects.select_for_update().get(pk=by.pk)
    if not is_operator(by, at=at):
        raise NotAllowed(NOT_YOURS)


def _limit(by: Person, case: Case | None, *, at: datetime) -> None:
    wrong = Check.objects.filter(operator=by, sure=Sure.WRONG, at__gt=at - WRONG_IN)
    at_this = wrong.filter(case=case).count() if case is not None else 0
    if at_this >= WRONG_A_CASE or wrong.count() >= WRONG_AN_OPERATOR:
        raise TooMany(
            _("Too many wrong numbers or codes within an hour. The data officer sees them; go on in an hour."),
            retry_after=int(WRONG_IN.total_seconds()),
        )
