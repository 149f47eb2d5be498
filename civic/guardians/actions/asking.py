"""A grown-up is asked by a message. Until she answers only the question is kept, and for fourteen days at most."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from civic.accounts.rules import Contact
from civic.guardians.models import Asking, Child
from civic.guardians.queries.askings import asking_digest
from civic.guardians.rules import UNFINISHED_LASTS, VOLUNTEERS, YOUTH, AskingKind
from civic.lib.sealed import keyed_hash
from civic.notices import actions as notices

AGAIN_AFTER = timedelta(days=1)  # one address is asked once a day, however many ask
VERBS = {
    (YOUTH, AskingKind.MAY_I): "youth-may-i",
    (YOUTH, AskingKind.TOLD): "youth-told",
    (YOUTH, AskingKind.JOIN): "youth-join",
    (VOLUNTEERS, AskingKind.MAY_I): "volunteer-may-i",
}


@transaction.atomic
def ask_guardian(
    contact: Contact,
    *,
    track: str,
    about: str,
    page: str,
    kind: str = AskingKind.MAY_I,
    child: Child | None = None,
    language: str,
    at: datetime,
) -> Asking | None:
    """Somebody is asked at this address; `page` is the address of the page, to which the secret is added. None where
    the address was asked within a day already, or no message can reach it: whoever asked is told the same."""
    digest = keyed_hash(contact.address, purpose="asking")
    asked = Asking.objects.filter(
        contact_hash=digest, kind=kind, track=track, child=child, asked_at__gt=at - AGAIN_AFTER
    )
    if asked.exists():
        return None
    secret = secrets.token_urlsafe(24)
    asking = Asking.objects.create(
        kind=kind,
        track=track,
        about=about,
        child=child,
        contact=contact.address,
        contact_hash=digest,
        digest=asking_digest(secret),
        language=language,
        asked_at=at,
        expires_at=at + UNFINISHED_LASTS,
    )
    queued = notices.queue(
        verb=VERBS[(track, AskingKind(kind))],
        about=asking.subject,
        language=language,
        at=at,
        context={"url": f"{settings.SITE_URL}{page}{secret}/", "due": asking.expires_at},
        email=contact.email,
        phone=contact.phone,
    )
    if not queued:
        asking.delete()
        return None
    return asking


@transaction.atomic
def end_asking(asking: Asking, *, at: datetime) -> bool:
    """It was answered, with yes or with no: nothing of it stays, and a message that still waits is taken back. Says
    whether it was this call; of two who press at once one is told so."""
    notices.withdraw_about(asking.subject, at=at)
    notices.forget_about(asking.subject, at=at)
    return Asking.objects.filter(pk=asking.pk).delete()[0] == 1


@transaction.atomic
def drop_unfinished(*, at: datetime, most: int = 500) -> int:
    """What nobody answered within fourteen days leaves no trace. Returns how many."""
    old = list(Asking.objects.filter(expires_at__lte=at).order_by("expires_at")[:most])
    return sum(end_asking(asking, at=at) for asking in old)
