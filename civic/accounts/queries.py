"""Who is behind a contact, and who holds codes on paper."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet

from civic.accounts.models import Person, PrintedSheet
from civic.accounts.rules import Contact, phone_digest


def person_of(contact: Contact) -> Person | None:
    """The person who proved that this address is theirs; None when nobody did."""
    if contact.phone:
        return Person.objects.filter(phone_hash=phone_digest(contact.phone), phone_is_verified=True).first()
    if not contact.email:
        return None
    address = EmailAddress.objects.filter(email=contact.email, verified=True).select_related("user").first()
    return address.user if address else None


def has_confirmed_contact(person: Person) -> bool:
    """Has somebody proved an address or a number of hers? One query at most."""
    return person.phone_is_verified or EmailAddress.objects.filter(user=person, verified=True).exists()


def sessions_of(person: Person) -> list[dict[str, Any]]:
    """Where somebody is signed in: since when, when last, from which address and browser."""
    rows = UserSession.objects.filter(user=person).order_by("-last_seen_at")
    return [
        {"since": one.created_at, "last_seen": one.last_seen_at, "address": str(one.ip), "browser": one.user_agent}
        for one in rows
    ]


def printed_codes_left(person: Any) -> int | None:
    """How many codes of somebody's sheet are unused; None without a sheet."""
    sheet = PrintedSheet.objects.filter(person=person.pk, made_at__isnull=False, ended_at__isnull=True).first()
    return sheet.codes.filter(used_at__isnull=True).count() if sheet else None


def sheets_asked_for() -> QuerySet[PrintedSheet]:
    """The sheets one administrator asked for and another has to hand out."""
    waiting = PrintedSheet.objects.filter(made_at__isnull=True, ended_at__isnull=True)
    return waiting.select_related("person", "asked_by").order_by("pk")
