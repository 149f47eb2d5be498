"""Whoever left a contact with a case is told of what happens."""

from datetime import datetime
from typing import Any

from civic.cases.actions.pushing import push_of
from civic.cases.models import Case, Contact
from civic.cases.queries import letter_of
from civic.notices import actions as notices
from civic.notices.queries import reaches


def tell_reporter(case: Case, *, verb: str, at: datetime, text: str = "", more: dict[str, Any] | None = None) -> None:
    """Queue a message to whoever left a contact, or has a device that is told; most have neither."""
    contact: Contact | None = getattr(case, "contact", None)
    if contact is not None:
        tell_contact(contact, case, verb=verb, at=at, text=text, more=more)
    elif case.reporter is not None and reaches("push"):
        nobody = Contact(language=case.reporter.language or case.language)
        tell_contact(nobody, case, verb=verb, at=at, text=text, more=more)


def tell_contact(
    contact: Contact, case: Case, *, verb: str, at: datetime, text: str = "", more: dict[str, Any] | None = None
) -> None:
    """Queue a message to this contact of the case."""
    letter = notices.Letter(
        verb=verb,
        about=case.subject,
        language=contact.language,
        context=letter_of(case, text=text, more=more),
        email=contact.email,
        phone=contact.phone,
        push=push_of(case, verb),
        person=case.reporter_id,
    )
    notices.queue_all([letter], at=at)
