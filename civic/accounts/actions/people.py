"""How people come, sign in, choose their language and are forgotten."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person, PrintedSheet
from civic.accounts.queries import person_of
from civic.accounts.rules import AwaitedCode, Contact, is_handle, new_code, new_handle, phone_digest, read_contact
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.lib.sealed import keyed_hash
from civic.notices import actions as notices
from civic.notices.actions.letters import ADDRESS_PURPOSE


def send_code(contact: Contact, *, language: str, at: datetime) -> AwaitedCode:
    """A sign-in code goes out to the address, whether or not somebody with it has been here before.

    It travels as a notice: sealed while it waits, blanked when it has left; a code that still waits is withdrawn first.
    """
    code = new_code()
    about = f"sign-in:{contact.digest[:24]}"
    with transaction.atomic():
        notices.withdraw_about(about, at=at)
        notices.queue(
            verb="sign-in-code",
            about=about,
            language=language,
            at=at,
            context={"code": code, "url": settings.SITE_URL},
            email=contact.email,
            phone=contact.phone,
        )
    return AwaitedCode.of(contact, code, at=at)


def join(*, email: str = "", phone: str = "", language: str = "", at: datetime) -> Person:
    """Whoever proved this address: the person known by it, or a new one. Can fail: the address is none (NotValid)."""
    contact = read_contact(email or phone)
    if contact is None:
        raise NotValid(_("This is not an e-mail address or a phone number."))
    known = person_of(contact)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _new_resident(contact, language=language, at=at)
    except IntegrityError:  # the same address was proved twice at the same moment; the first one holds
        winner = person_of(contact)
        if winner is None:
            raise
        return winner


def drop_ended_sessions(*, at: datetime) -> int:
    """Sessions that ran out leave, and with them from which network and browser they came; how many those were."""
    with transaction.atomic():
        Session.objects.filter(expire_date__lt=at).delete()
        ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
        return ended.delete()[0]


def _new_resident(contact: Contact, *, language: str, at: datetime) -> Person:
    person = Person(handle=new_handle(), language=language, joined_at=at, email=contact.email)
    if contact.phone:
        person.phone = contact.phone
        person.phone_hash = phone_digest(contact.phone)
        person.phone_is_verified = True
    person.set_unusable_password()
    person.save()
    if contact.email:
        EmailAddress.objects.create(user=person, email=contact.email, verified=True, primary=True)
    return person


def hire(
    *, handle: str, name: str, email: str = "", password: str = "", is_administrator: bool = False, at: datetime
) -> Person:
    """Somebody begins to work for the city: an account with a handle, a service name, and the address for a password.

    Can fail: the handle or the address is none (NotValid), or belongs to somebody else (Taken).
    """
    contact = read_contact(email) if email else Contact()
    _check_hire(handle, name, contact)
    if Person.objects.filter(handle=handle).exists():
        raise Taken(_("Somebody has this handle already."))
    if contact and contact.email and person_of(contact):
        raise Taken(_("Somebody uses this e-mail address already."))
    person = Person(handle=handle, name=name, joined_at=at, is_staff=True, is_superuser=is_administrator)
    person.email = contact.email if contact else ""
    person.set_password(password or None)
    with transaction.atomic():
        person.save()
        if person.email:
            # The city vouches for the address of its own people; no letter asks them to confirm it.
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _check_hire(handle: str, name: str, contact: Contact | None) -> None:
    wrong: dict[str, object] = {}
    if not is_handle(handle):
        wrong["handle"] = _("A handle has 3 to 40 small letters, digits, dots or dashes, and begins with a letter.")
    if not name.strip():
        wrong["name"] = _("Give the name by which colleagues know this person.")
    if contact is None or contact.phone:
        wrong["email"] = _("This is not an e-mail address.")
    if wrong:
        raise NotValid(fields=wrong)  # type: ignore[arg-type]


def choose_language(person: Person, *, language: str) -> None:
    """In which language the city writes to this person. Can fail: the city does not write in it (NotValid)."""
    if language not in dict(settings.LANGUAGES):
        raise NotValid(_("Choose Simplified Chinese, Traditional Chinese or English."))
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


def close(person: Person, *, by: Any, at: datetime) -> None:
    """The account lets nobody in any more; what the person did stays. Refused for one's own (NotAllowed)."""
    if by.pk == person.pk:
        raise NotAllowed(_("You cannot close your own account."))
    with transaction.atomic():
        _end_sessions(person)
        person.is_active = False
        person.save(update_fields=["is_active"])


def forget(person: Person, *, at: datetime) -> None:
    """All by which the person could be recognised or sign in is blanked; the row stays, so that acts keep an author.

    Can fail: staff answer for what they did in office, so their accounts are closed by an administrator (NotAllowed).
    """
    if person.is_staff:
        raise NotAllowed(_("This is an account of the city's staff. An administrator closes it."))
    if person.erased_at is not None:
        return
    with transaction.atomic():
        _end_sessions(person)
        notices.forget(_outbox_digests(person), at=at)
        PrintedSheet.objects.filter(person=person).delete()
        EmailAddress.objects.filter(user=person).delete()
        Authenticator.objects.filter(user=person).delete()
        person.handle = new_handle()
        person.name = person.email = person.phone = person.language = ""
        person.phone_hash = None
        person.phone_is_verified = person.is_active = False
        person.last_login = None
        person.erased_at = at
        person.set_unusable_password()
        person.save()


def _outbox_digests(person: Person) -> list[str]:
    """By which the outbox knows the person's addresses."""
    addresses = {person.email, person.phone, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    return [keyed_hash(address, purpose=ADDRESS_PURPOSE) for address in addresses if address]


def _end_sessions(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
