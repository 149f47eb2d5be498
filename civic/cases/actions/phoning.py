"""What the phone desk does to a case: give out another code, ring the number left with it, and say that nobody
answered."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.contacts import as_columns, post_in_use
from civic.cases.actions.moving import advance, hold, permit
from civic.cases.models import Case, Contact, ContactOpening, Line
from civic.cases.queries import part_of, part_words
from civic.cases.rules.denials import denial_on_the_phone
from civic.cases.rules.looking import Reason
from civic.lib.codes import code_digest, tracking_code_from
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.queries import hand_of
from civic.offices.rules import Role


@transaction.atomic
def reissue_code(case: Case, *, by: Person, key: str, at: datetime) -> tuple[Line, str]:
    """Another tracking code takes the place of the old one, which opens nothing from now on, nor does a browser that
    once showed it. The code can be made again from `key`, which nobody else may know. Raises NotAllowed."""
    case = hold(case)
    step = permit(case, "reissue", by=by, at=at)
    code = tracking_code_from(settings.SECRET_KEY, key, case.number)
    line = advance(
        case, step, at=at, tracking_digest=code_digest(code), reissues=case.reissues + 1,
        facts={"times": case.reissues + 1},
    )  # fmt: skip
    return line, code


@transaction.atomic
def note_called_back(
    case: Case, *, by: Person, reached: bool = False, after_rating: bool = False, at: datetime
) -> Line:
    """The phone desk called back after a bad rating; or nobody answered when it did so for the last time. That is
    written down, and rates nothing. Raises NotAllowed, Conflict for a case that was opened again meanwhile."""
    case = hold(case)
    facts = {"reached": reached, "after_rating": after_rating}
    return advance(case, permit(case, "call-back", by=by, at=at), at=at, facts=facts)


@transaction.atomic
def ring(case: Case, *, by: Person, purpose: str = "", reason: str = Reason.CALL_BACK, at: datetime) -> Contact:
    """Show an operator the number left with a case, for a call the city owes; written down where the reporter can see
    it. Raises NotAllowed for everybody but the phone desk, for the office that answered, and for whoever had another
    hand in the case; NotValid where no contact was left."""
    officer, part = hand_of(by, on=localdate(at)), part_of(case, by)
    if officer is not None and case.about_office_id in officer.office_ids:
        raise NotAllowed(_("There is nothing here for you to do."))
    denied = denial_on_the_phone(
        "rate",
        is_operator=officer is not None and Role.OPERATOR.value in officer.roles,
        is_own_office=officer is not None and case.office_id in officer.office_ids,
        part=part.side if part else "",
        part_words=part_words(part) if part else "",
    )
    if denied is not None or officer is None:
        raise NotAllowed(denied.sentence if denied else None, code=denied.family if denied else "")
    contact = Contact.objects.filter(case=case).first()
    if contact is None:
        raise NotValid(_("No contact was left with this case."))
    told = as_columns(post_in_use(case, officer, frozenset({Role.OPERATOR.value})))
    ContactOpening.objects.create(case=case, by=by, at=at, reason=reason, purpose=purpose[:200], **told)
    return contact
