"""Who is behind a contact."""

from allauth.account.models import EmailAddress

from civic.accounts.models import Person
from civic.accounts.rules import Contact, phone_digest


def person_of(contact: Contact) -> Person | None:
    """The person who proved that this address is theirs; None when nobody did."""
    if contact.phone:
        return Person.objects.filter(phone_hash=phone_digest(contact.phone), phone_is_verified=True).first()
    if not contact.email:
        return None
    address = EmailAddress.objects.filter(email=contact.email, verified=True).select_related("user").first()
    return address.user if address else None
