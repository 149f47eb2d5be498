"""Messages to devices: who gets them, how often, what they hold, and how they leave."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from http.client import HTTPException
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from civic.lib.plain_text import clean_line
from civic.lib.push_vendors import is_known, post
from civic.lib.quiet import after_quiet, next_at
from civic.lib.sealed import keyed_hash
from civic.lib.texting import NotSent
from civic.lib.web_push import BadKey, Browser, encrypted, filled_up, signature
from civic.notices.actions.letters import Letter, Push
from civic.notices.actions.withdrawing import BLANK
from civic.notices.models import Channel, Device, Notice, NoticeQuerySet, NoticeState
from civic.notices.queries import reaches

GONE = (404, 410)  # the vendor says that this browser takes no more
NOT_FINAL = (408, 425, 429)
KEPT_BY_VENDOR = 24 * 60 * 60  # seconds, while the device is switched off
TITLE_LONGEST, BODY_LONGEST = 120, 300
STOP = "/following/stop/{token}/"
MIDNIGHT = time(0)


def pushes_of(letters: Iterable[Letter], *, at: datetime) -> list[tuple[Letter, Notice]]:
    """These letters as messages to the devices of whoever gets them; two statements more, however many they are, and
    none where the city sends nothing to devices."""
    pushed = [letter for letter in letters if letter.push is not None] if reaches(Channel.PUSH) else []
    if not pushed:
        return []
    devices = _devices_of(pushed)
    pairs = [(letter, device) for letter in pushed for device in devices[id(letter)]]
    known = _known(pairs, at=at)
    _replace(pairs, known)
    queued = []
    for letter, device in pairs:
        due_at = _due_at(letter, known[letter.about, device.address_hash], at=at)
        if due_at is not None:
            queued.append((letter, _notice(letter, device, due_at=due_at, at=at)))
    return queued


def _devices_of(letters: list[Letter]) -> dict[int, list[Device]]:
    hashes = {id(letter): set(letter.contact_hashes) for letter in letters}
    people = {letter.person for letter in letters if letter.person is not None}
    browsers = {letter.browser_hash for letter in letters if letter.browser_hash}
    addresses = set().union(*hashes.values())
    theirs = Q(person__in=people) | Q(contact_hash__in=addresses) | Q(browser_hash__in=browsers)
    rows = list(Device.objects.filter(theirs).order_by("pk"))
    return {
        id(letter): [
            one
            for one in rows
            if (letter.person is not None and one.person_id == letter.person)
            or one.contact_hash in hashes[id(letter)]
            or (letter.browser_hash and one.browser_hash == letter.browser_hash)
        ]
        for letter in letters
    }


def _known(pairs: list[tuple[Letter, Device]], *, at: datetime) -> dict[tuple[str, str], set[str]]:
    """Which devices have heard of a thing today, and where something waits to be told."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    own = [(letter, device) for letter, device in pairs if not letter.is_bulk]  # who follows is held to a day already
    if not own:
        return known
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    told = Notice.objects.filter(
        Q(state__in=[NoticeState.WAITING, NoticeState.SENDING]) | Q(state=NoticeState.SENT, sent_at__gte=midnight),
        channel=Channel.PUSH,
        about__in={letter.about for letter, _device in own},
        address_hash__in={device.address_hash for _letter, device in own},
    )
    for about, digest, state in told.values_list("about", "address_hash", "state"):
        known[about, digest].add(state)
    return known


def _replace(pairs: list[tuple[Letter, Device]], known: dict[tuple[str, str], set[str]]) -> None:
    """What waits for the resident takes the place of what has not left yet: a morning begins with one message."""
    for letter, device in pairs:
        if (
            letter.push is not None
            and letter.push.waits
            and NoticeState.WAITING in known[letter.about, device.address_hash]
        ):
            _withdraw(Notice.objects.filter(about=letter.about, address_hash=device.address_hash))


def _withdraw(notices: NoticeQuerySet) -> None:
    waiting = notices.filter(channel=Channel.PUSH, state=NoticeState.WAITING)
    waiting.update(state=NoticeState.WITHDRAWN, claimed_at=None, **BLANK)


def _due_at(letter: Letter, known: set[str], *, at: datetime) -> datetime | None:
    """When it may leave: never by night, and of one case once a day unless it waits for the resident; None where one
    that waits to leave says the same."""
    if letter.is_bulk:
        return at
    waits = letter.push is not None and letter.push.waits
    if known & {NoticeState.WAITING, NoticeState.SENDING} and not waits:
        return None
    if NoticeState.SENT in known and not waits:
        return after_quiet(next_at(at, MIDNIGHT))
    return after_quiet(at)


def _notice(letter: Letter, device: Device, *, due_at: datetime, at: datetime) -> Notice:
    assert letter.push is not None
    spoken = letter.language if letter.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return Notice(
        channel=Channel.PUSH,
        address=device.address,
        address_hash=device.address_hash,
        body=_shown(letter.push, device, language=spoken),
        language=spoken,
        verb=letter.verb,
        about=letter.about,
        is_bulk=letter.is_bulk,
        state=NoticeState.WAITING,
        due_at=due_at,
        created_at=at,
    )


def _shown(push: Push, device: Device, *, language: str) -> str:
    """What the worker of the site draws on the device, and what its buttons do."""
    with translation.override(language):
        told: dict[str, Any] = {
            "title": clean_line(str(push.title))[:TITLE_LONGEST],
            "body": clean_line(str(push.body))[:BODY_LONGEST],
            "lang": language,
            "path": push.path,
            "tag": push.tag,
            "stop": push.stop or STOP.format(token=device.stop_token),
            "stop_label": _("Stop this") if push.stop else _("Stop on this device"),
            "stopped": _("Stopped. You hear no more of it here."),
        }
    return json.dumps(told, ensure_ascii=False)


def push(notice: Notice) -> None:
    """Carry one message to its vendor. A browser that is gone is forgotten. Raises NotSent."""
    if not reaches(Channel.PUSH):
        raise NotSent("The city sends nothing to devices any more.", is_final=True)
    browser = Browser(**json.loads(notice.address))
    if not is_known(browser.endpoint):
        raise NotSent("The city does not know this vendor any more.", is_final=True)
    try:
        body = encrypted(filled_up(notice.body.encode()), browser=browser)
        status = post(browser.endpoint, body, _heads(notice, browser))
    except BadKey:
        raise NotSent("The keys of the browser are broken.", is_final=True) from None
    except (OSError, HTTPException, ValueError) as broken:  # its words may hold the address
        raise NotSent(f"The vendor cannot be reached ({type(broken).__name__}).") from None
    if status in GONE:
        drop_gone(notice.address_hash)
        raise NotSent("The browser takes no messages any more.", is_final=True)
    if not 200 <= status < 300:
        raise NotSent(f"The vendor answered {status}.", is_final=400 <= status < 500 and status not in NOT_FINAL)


def _heads(notice: Notice, browser: Browser) -> dict[str, str]:
    assert notice.claimed_at is not None
    key, contact = settings.VAPID_PRIVATE_KEY, settings.VAPID_CONTACT
    return {
        "Authorization": signature(browser.endpoint, key=key, contact=contact, at=notice.claimed_at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_BY_VENDOR),
        "Urgency": "normal",
        # while the device is off, the vendor keeps the newest of a thing only; the name tells it nothing
        "Topic": keyed_hash(f"{notice.about} {notice.address_hash}", purpose="push-topic")[:32],
    }


def drop_gone(address_hash: str) -> None:
    """The vendor says that a browser takes no more: it is forgotten, and with it what waits for it."""
    _withdraw(Notice.objects.filter(address_hash=address_hash))
    Device.objects.filter(address_hash=address_hash).delete()
