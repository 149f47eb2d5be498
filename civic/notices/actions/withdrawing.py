"""Take back what still waits, when something is hidden or somebody is to be forgotten."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from civic.notices.models import Mention, Notice, NoticeState

BLANK = {"address": "", "subject_line": "", "body": "", "stop_url": ""}


@transaction.atomic
def withdraw_about(about: str, *, at: datetime) -> int:
    """Nothing that still waits about this thing is sent any more; how many messages that were."""
    return Notice.objects.waiting().filter(about=about).update(state=NoticeState.WITHDRAWN, claimed_at=None, **BLANK)


@transaction.atomic
def withdraw_mentioning(about: str, *, at: datetime) -> int:
    """Nothing that still waits and tells of this thing among others is sent any more; how many messages that were."""
    telling = Mention.objects.filter(about=about).values("notice")
    return Notice.objects.waiting().filter(pk__in=telling).update(state=NoticeState.WITHDRAWN, claimed_at=None, **BLANK)


@transaction.atomic
def veil_about(about: str, veil: Callable[[str], str], *, at: datetime) -> int:
    """What still waits about this thing loses some of its words before it leaves; how many messages that were."""
    changed = 0
    for notice in Notice.objects.select_for_update().waiting().filter(about=about):
        subject, body = veil(notice.subject_line), veil(notice.body)
        if (subject, body) != (notice.subject_line, notice.body):
            notice.subject_line, notice.body = subject, body
            notice.save(update_fields=["subject_line", "body"])
            changed += 1
    return changed


@transaction.atomic
def forget_about(about: str, *, at: datetime) -> None:
    """Nobody finds from this thing who was written to: what waits is withdrawn, the rest loses the address."""
    withdraw_about(about, at=at)
    Notice.objects.filter(about=about).update(address_hash="", **BLANK)


@transaction.atomic
def forget(address_hashes: Iterable[str], *, at: datetime) -> int:
    """Nobody finds these addresses in the outbox any more: what waits is withdrawn, the rest loses them."""
    theirs = Notice.objects.filter(address_hash__in=[digest for digest in address_hashes if digest])
    withdrawn = theirs.waiting().update(state=NoticeState.WITHDRAWN, claimed_at=None, **BLANK)
    theirs.update(address_hash="", **BLANK)
    return withdrawn
