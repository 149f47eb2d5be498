"""Write messages down in the language of whoever gets them. What is written is sealed and waits in the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from civic.lib.nudge import nudge
from civic.lib.plain_text import clean_line
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.notices.models import Channel, Notice, NoticeState
from civic.notices.queries import reaches

DELIVER = "notices.deliver"
ADDRESS_PURPOSE = "contact"  # the same digest as beside a case's contact: whoever forgets one finds the other
SUBJECT = "Subject:"
MANY_LINES = frozenset({"text"})
MEANT_EMPTY: dict[str, Any] = {
    "number": "",
    "title": "",
    "url": "",
    "due": None,
    "before": None,
    "text": "",
    "office": "",
    "city": "",
}


@transaction.atomic(savepoint=False)  # nobody catches a failure here, so the act around it needs no savepoint
def queue(
    *, verb: str, about: str, language: str, at: datetime, context: Mapping[str, Any], email: str = "", phone: str = ""
) -> list[Notice]:
    """Tell somebody, by each way that was left and that the city has; nothing is queued where neither is so.

    Words come from templates/notices/<verb>.txt and <verb>.sms.txt; a verb without them is a fault of ours.
    """
    addresses = {Channel.EMAIL: normal_email(email) or "", Channel.SMS: normal_phone(phone) or ""}
    open_ways = [channel for channel, address in addresses.items() if address and reaches(channel)]
    if not open_ways:
        return []
    told = MEANT_EMPTY | {name: _one_line(name, value) for name, value in context.items()}
    told["demo"] = settings.DEMO
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        told["when"], told["before"] = _day_and_hour(told["due"]), _day_and_hour(told["before"])
        written = {channel: _write(verb, channel, told) for channel in open_ways}
    notices = [
        Notice(
            channel=channel,
            address=addresses[channel],
            address_hash=keyed_hash(addresses[channel], purpose=ADDRESS_PURPOSE),
            subject_line=subject,
            body=body,
            language=known,
            verb=verb,
            about=about,
            state=NoticeState.WAITING,
            due_at=at,
            created_at=at,
        )
        for channel, (subject, body) in written.items()
    ]
    queued = Notice.objects.bulk_create(notices)
    nudge(DELIVER)
    return queued


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
    """A title must not be able to open a second line, least of all in a subject."""
    return clean_line(value) if isinstance(value, str) and name not in MANY_LINES else value
