"""Whether a message can reach anybody at all, and how it is worded."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Min, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from civic.lib.plain_text import clean_line, unlinked
from civic.lib.quiet import is_quiet, last_quiet_end
from civic.lib.texting import gateway
from civic.lib.web_push import public_key
from civic.notices.models import Channel, Device, Notice, NoticeQuerySet, browser_hash, device_digest

SUBJECT = "Subject:"
MANY_LINES = frozenset({"text", "remedy"})
MEANT_EMPTY: dict[str, Any] = {
    "number": "",
    "title": "",
    "url": "",
    "due": None,
    "before": None,
    "text": "",
    "office": "",
    "city": "",
    "items": (),
    "stops": (),
    "count": 0,
    "left": 0,
    "stop": "",
    "stop_all": "",
}


def waiting_since(at: datetime) -> tuple[datetime | None, datetime | None]:
    """Since when the oldest message that somebody waits for could have left, and the oldest of those that sleep by
    night: by night these are not late, and by day from the hour at which they were let go."""
    waiting = Notice.objects.waiting()
    hurried, patient = _oldest(waiting.hurried()), None if is_quiet(at) else _oldest(waiting.patient())
    morning = last_quiet_end(at)
    return hurried, max(patient, morning) if patient and morning else patient


def _oldest(waiting: NoticeQuerySet) -> datetime | None:
    since: datetime | None = waiting.aggregate(oldest=Min("due_at"))["oldest"]
    return since


def reaches(channel: str) -> bool:
    """Does the city send messages this way? Where it does not, the form says that none will come."""
    if channel == Channel.EMAIL:
        return bool(settings.EMAIL_WORKS)
    if channel == Channel.PUSH:
        return bool(settings.VAPID_PRIVATE_KEY and settings.KEEP_ON_DEVICE)
    return channel == Channel.SMS and gateway() is not None


def push_key() -> str:
    """What browsers are told that may take messages from the city; empty where it sends none."""
    return public_key(settings.VAPID_PRIVATE_KEY) if reaches(Channel.PUSH) else ""


def devices_of(*, person: Any = None, contact_hashes: Iterable[str] = (), browser: str = "") -> list[Device]:
    """The devices of somebody: by account, by contact, and the browser in use; the newest first."""
    hashes = [one for one in contact_hashes if one]
    if person is None and not hashes and not browser:
        return []
    theirs = Q(contact_hash__in=hashes)
    theirs |= Q(person=person) if person is not None else Q()
    theirs |= Q(browser_hash=browser_hash(browser)) if browser else Q()
    return list(Device.objects.filter(theirs).order_by("-pk"))


def device_by_stop(token: str) -> Device | None:
    """The device that a link in its messages stops."""
    return Device.objects.filter(stop_digest=device_digest(token)).first()


def written(
    verb: str, *, language: str, context: Mapping[str, Any], ways: Iterable[Channel]
) -> tuple[str, dict[Channel, tuple[str, str]]]:
    """A message as it is sent by each of these ways: the language it is in, and subject and body; a text message has no
    subject. Words come from templates/notices/<verb>.txt and <verb>.sms.txt."""
    told = MEANT_EMPTY | {name: _one_line(name, value) for name, value in context.items()}
    told["demo"] = settings.DEMO
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        told["when"], told["before"] = _day_and_hour(told["due"]), _day_and_hour(told["before"])
        return known, {way: _write(verb, way, told) for way in ways}


def _write(verb: str, channel: Channel, told: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body; a text message has no subject."""
    if channel == Channel.SMS:
        return "", clean_line(render_to_string(f"notices/{verb}.sms.txt", dict(told)))
    head, _gap, body = render_to_string(f"notices/{verb}.txt", dict(told)).strip().partition("\n")
    return clean_line(head.removeprefix(SUBJECT)), _settled(body)


def _day_and_hour(due: datetime | None) -> str:
    # Translators: how a message writes a day and an hour, in Django's letters, like "Tue 24 November, 18:00".
    return date_format(timezone.localtime(due), gettext("D j F, H:i")) if due else ""


def _settled(body: str) -> str:
    """No more than one empty line between paragraphs, whatever the template left out."""
    lines = [line.rstrip() for line in body.strip().splitlines()]
    return "\n".join(line for place, line in enumerate(lines) if line or lines[place - 1]) + "\n"


def _one_line(name: str, value: Any) -> Any:
    """A title must not be able to open a second line, least of all in a subject; nor is a link made of it, for anybody
    may write one and name somebody else's address. What officers write (text, remedy) stays as it is."""
    if isinstance(value, dict):
        return {key: _one_line(str(key), one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_one_line(name, one) for one in value]
    if not isinstance(value, str) or name in MANY_LINES:
        return value
    return clean_line(value) if "url" in name else unlinked(clean_line(value))
