"""Write messages down in the language of whoever gets them. What is written is sealed and waits in the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from civic.lib.nudge import nudge
from civic.lib.sealed import keyed_hash, normal_email, normal_phone
from civic.notices.models import Channel, Notice, NoticeState
from civic.notices.queries import reaches, written

DELIVER = "notices.deliver"
ADDRESS_PURPOSE = "contact"  # the same digest as beside a case's contact: whoever forgets one finds the other


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
    known, letters = written(verb, language=language, context=context, ways=open_ways)
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
        for channel, (subject, body) in letters.items()
    ]
    queued = Notice.objects.bulk_create(notices)
    nudge(DELIVER)
    return queued
