"""The sealed contact: opened only by posts that need it, each opening logged where the reporter can see it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case, Contact, ContactOpening
from civic.cases.queries import contact_denial, part_of
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.queries import hand_of

SHORTEST_PURPOSE = 2  # 回访 says enough


@transaction.atomic
def open_contact(case: Case, *, by: Person, purpose: str, at: datetime) -> Contact:
    """Show an officer how to reach the reporter, and write down that it was shown and what for. Raises NotAllowed for a
    post that does not need it, for the handling office when the case is confidential, and for the officer's own case;
    NotValid without a purpose."""
    officer = hand_of(by, on=localdate(at))
    denied = contact_denial(case, officer, part_of(case, by))
    if denied:
        raise NotAllowed(denied)
    purpose = clean_line(purpose).strip()
    if len(purpose) < SHORTEST_PURPOSE:
        raise NotValid(
            fields={"purpose": _("Say in a few words what you need the contact for. The resident can read it.")}
        )
    contact = Contact.objects.filter(case=case).first()
    if contact is None:
        raise NotValid(_("No contact was left with this case."))
    ContactOpening.objects.create(case=case, by=by, at=at, purpose=purpose[:200])
    return contact
