"""Write messages down in the language of whoever gets them. What is written is sealed and waits in the outbox."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from civic.lib.nudge import nudge
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.notices.actions.letters import ADDRESS_PURPOSE, Letter
from civic.notices.actions.pushing import pushes_of
from civic.notices.models import Channel, Mention, Notice, NoticeState
from civic.notices.queries import reaches, written

DELIVER = "notices.deliver"


@transaction.atomic(savepoint=False)  # nobody catches a failure here, so the act around it needs no savepoint
def queue(
    *, verb: str, about: str, language: str, at: datetime, context: Mapping[str, Any], email: str = "", phone: str = ""
) -> list[Notice]:
    """Tell somebody, by each way that was left and that the city has; nothing is queued where neither is so.

    Words come from templates/notices/<verb>.txt and <verb>.sms.txt; a verb without them is a fault of ours.
    """
    letter = Letter(verb=verb, about=about, language=language, context=context, email=email, phone=phone)
    return queue_all([letter], at=at)


@transaction.atomic(savepoint=False)
def queue_all(letters: Iterable[Letter], *, at: datetime) -> list[Notice]:
    """Tell many, in as many statements as one."""
    letters = list(letters)
    written_now = [(letter, notice) for letter in letters for notice in _notices_of(letter, at=at)]
    written_now += pushes_of(letters, at=at)
    if not written_now:
        return []
    queued = Notice.objects.bulk_create([notice for _letter, notice in written_now])
    mentions = [
        Mention(notice=notice, about=about)
        for notice, (letter, _notice) in zip(queued, written_now, strict=True)
        for about in letter.mentions
    ]
    if mentions:
        Mention.objects.bulk_create(mentions)
    nudge(DELIVER)
    return queued


def _notices_of(letter: Letter, *, at: datetime) -> list[Notice]:
    addresses = {Channel.EMAIL: normal_email(letter.email) or "", Channel.SMS: normal_phone(letter.phone) or ""}
    open_ways = [channel for channel, address in addresses.items() if address and reaches(channel)]
    if not open_ways:
        return []
    known, letters = written(letter.verb, language=letter.language, context=letter.context, ways=open_ways)
    return [
        Notice(
            channel=channel,
            address=addresses[channel],
            address_hash=keyed_hash(addresses[channel], purpose=ADDRESS_PURPOSE),
            subject_line=subject,
            body=body,
            stop_url=letter.stop_url,
            language=known,
            verb=letter.verb,
            about=letter.about,
            is_bulk=letter.is_bulk,
            state=NoticeState.WAITING,
            due_at=at,
            created_at=at,
        )
        for channel, (subject, body) in letters.items()
    ]
