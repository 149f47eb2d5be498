"""Follow on the device in hand, and stop what comes to a device."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.following.actions.following import Followed, follow, stop_all
from civic.following.actions.subjects import Subject
from civic.following.models import Follower
from civic.lib.web_push import Browser
from civic.notices import actions as notices
from civic.notices.models import Device


@dataclass(frozen=True)
class Hand:
    """The device in hand: its browser, the number it is known by, and whose it is where that is known."""

    browser: Browser
    number: str
    person: Person | None = None
    contact_hash: str = ""


@transaction.atomic
def tell_on(hand: Hand, *, language: str, at: datetime) -> Device:
    """This device is told what its owner is told. Raises NotValid for one that the city cannot send to."""
    return notices.keep_device(
        hand.browser,
        number=hand.number,
        person=hand.person.pk if hand.person else None,
        contact_hash=hand.contact_hash,
        language=language,
        at=at,
    )


@transaction.atomic
def follow_on(hand: Hand, subject: Subject, *, rhythm: str, language: str, at: datetime) -> Followed:
    """Somebody follows something and is told on this device: with her account beside her address, else here alone.
    Raises NotValid as `tell_on` and `follow` do; then nothing is done."""
    device = tell_on(hand, language=language, at=at)
    if hand.person is not None:
        return follow(subject, by=hand.person, rhythm=rhythm, language=language, at=at)
    return follow(subject, device=device, rhythm=rhythm, language=language, at=at)


@transaction.atomic
def stop_device(device: Device, *, at: datetime) -> None:
    """Nothing comes to a device any more, and what its browser followed alone ends with it."""
    notices.drop_device(device, at=at)
    for follower in Follower.objects.filter(browser_hash=device.browser_hash):
        stop_all(follower, at=at)
