"""Write a call down: kept sealed while it lasts, handed in once, its number and code sent to the caller."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.calls.models import KeptCall
from civic.calls.queries import is_operator, receipt_of
from civic.calls.rules import SHIFT
from civic.cases.actions import Filed, ReportGiven, discard_draft, file_case, open_draft, save_answers
from civic.cases.models import Contact
from civic.cases.rules import Source
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.notices import actions as notices
from civic.notices.queries import reaches
from civic.offices.queries import hand_of

NOT_YOURS = _("What a caller says is written down by the phone desk. You do not hold that post.")
TOKEN_LONGEST = 43
_OWN_OFFICE = _(
    "This report is about your own office, so it must not pass through your hands. Give the caller the city's web "
    "page, or 12388, or a colleague of another office."
)


def keep_call(token: str, *, by: Person, said: dict[str, Any], at: datetime) -> KeptCall:
    """Keep what was said so far, sealed, for the operator's shift; a page that sends twice keeps one call. Raises
    NotAllowed for everybody but the phone desk, NotValid without the page's token, Conflict once it is handed in."""
    if not is_operator(by, at=at):
        raise NotAllowed(NOT_YOURS)
    if not token or len(token) > TOKEN_LONGEST:
        raise NotValid(_("Load the page again before you write a call down."))
    try:
        with transaction.atomic():
            kept = _held(token, by=by) or _opened(token, by=by, at=at)
    except IntegrityError:  # the same page sent twice at one instant
        kept = KeptCall.objects.select_related("draft").get(operator=by, token=token)
    if kept.draft.case_id is None:
        save_answers(kept.draft, said, at=at)
    return kept


def _held(token: str, *, by: Person) -> KeptCall | None:
    return KeptCall.objects.select_related("draft").filter(operator=by, token=token).first()


def _opened(token: str, *, by: Person, at: datetime) -> KeptCall:
    draft, _secret = open_draft(at=at)
    return KeptCall.objects.create(operator=by, token=token, draft=draft, kept_at=at)


def register_call(kept: KeptCall, *, by: Person, given: ReportGiven, at: datetime) -> Filed:
    """Hand a call in as a case: source telephone, the operator on the side of the phone desk for good. The same call
    pressed twice gives the first receipt. Raises NotAllowed for somebody else's call, NotValid by field."""
    if kept.operator_id != by.pk or not is_operator(by, at=at):
        raise NotAllowed(NOT_YOURS)
    officer = hand_of(by, on=localdate(at))
    if given.about_office is not None and officer is not None and given.about_office.pk in officer.office_ids:
        raise NotValid(fields={"about_office": _OWN_OFFICE})
    return file_case(given, by=by, source=Source.PHONE, at=at, draft=kept.draft)


@transaction.atomic
def drop_call(kept: KeptCall, *, by: Person, at: datetime) -> None:
    """Throw away a call that was left off. Raises NotAllowed for somebody else's."""
    if kept.operator_id != by.pk:
        raise NotAllowed(NOT_YOURS)
    discard_draft(kept.draft)


@transaction.atomic
def text_receipt(number: str, *, by: Person, at: datetime) -> None:
    """Send number and code to the number the caller left, once. Raises Conflict when there is no such receipt any more,
    NotValid where no text message can be sent, Taken for a second time."""
    receipt = receipt_of(by, number, at=at)
    if receipt is None or not receipt.code:
        raise Conflict(_("This receipt can no longer be shown. Find the case as for a caller who rings again."))
    contact = Contact.objects.filter(case=receipt.case).first()
    if contact is None or not contact.phone or not reaches("sms"):
        raise NotValid(_("No text message can be sent here. Read number and code out."))
    if KeptCall.objects.filter(pk=receipt.call.pk, texted_at__isnull=True).update(texted_at=at) != 1:
        raise Taken(_("Number and code have been sent already."))
    queue_code(contact, code=receipt.code, at=at)


def queue_code(contact: Contact, *, code: str, at: datetime) -> None:
    """Number and code as a text message to the number left with a case."""
    case = contact.case
    notices.queue(
        verb="phone-code",
        about=case.subject,
        language=contact.language,
        at=at,
        phone=contact.phone,
        context={"number": case.number, "code": code, "url": f"{settings.SITE_URL}/track/"},
    )


def tidy_calls(*, at: datetime) -> int:
    """Forget calls that were left off in an earlier shift; how many."""
    left = KeptCall.objects.filter(kept_at__lt=at - SHIFT, draft__case__isnull=True).select_related("draft")[:200]
    for kept in left:
        discard_draft(kept.draft)
    return len(left)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """A person is erased: calls she was writing down go. Whom she made sure of and called stays an act in office."""
    for kept in KeptCall.objects.filter(operator=person, draft__case__isnull=True).select_related("draft"):
        discard_draft(kept.draft)
