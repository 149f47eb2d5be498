"""Deliver what waits in the outbox. Any number of workers may do so at once; a message that left is blanked."""

import logging
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from time import monotonic
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F

from civic.lib.sealed import SealBroken
from civic.lib.texting import NotSent, gateway
from civic.notices.actions.pushing import push
from civic.notices.actions.withdrawing import BLANK
from civic.notices.models import Channel, Notice, NoticeQuerySet, NoticeState

log = logging.getLogger("gongzhi.notices")

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
ATTEMPTS = len(BACK_OFF) + 1
CLAIM_HOLDS = timedelta(minutes=10)
GIVEN_UP_KEPT = timedelta(days=7)
LONGEST_DRAIN = timedelta(minutes=5)  # shorter than a claim holds, so that nobody takes a message out of a living hand

Clock = Callable[[], datetime]


class Carrier(Protocol):
    """Whoever carries one message; raises NotSent."""

    def __call__(self, notice: Notice) -> None: ...


def deliver_due(*, at: datetime, most: int = 200) -> int:
    """Send what is due, oldest first; how many left.

    1 take back what a dead worker held, 2 claim one message, 3 send it, 4 write down how it went, and on to the next.
    """
    now = _clock_from(at)
    _take_back(at)
    _blank_given_up(at)
    sent = 0
    with closing(_Post()) as post:
        carriers: dict[str, Carrier] = {Channel.EMAIL: post, Channel.SMS: _by_gateway, Channel.PUSH: push}
        for pk in list(Notice.objects.due(at).values_list("pk", flat=True)[:most]):
            if now() - at > LONGEST_DRAIN:
                break
            notice = _claim(pk, at=now())
            if notice is not None:
                sent += _carry(notice, carriers[notice.channel], now)
    return sent


def _clock_from(at: datetime) -> Clock:
    """The time handed in, running on: a long drain must not stamp its last claims with its first minute."""
    started = monotonic()
    return lambda: at + timedelta(seconds=monotonic() - started)


def _take_back(at: datetime) -> None:
    Notice.objects.filter(state=NoticeState.SENDING, claimed_at__lt=at - CLAIM_HOLDS).update(
        state=NoticeState.WAITING, claimed_at=None
    )


def _blank_given_up(at: datetime) -> None:
    given_up = Notice.objects.filter(state=NoticeState.FAILED, claimed_at__lt=at - GIVEN_UP_KEPT)
    given_up.exclude(address="").update(**BLANK)


def _claim(pk: int, *, at: datetime) -> Notice | None:
    """The message, if no other hand was quicker and nobody has withdrawn it."""
    # the quiet hours may have begun while the drain ran
    waiting = Notice.objects.filter(pk=pk, state=NoticeState.WAITING).leaving(at)
    claimed = waiting.update(state=NoticeState.SENDING, claimed_at=at, attempts=F("attempts") + 1)
    if claimed != 1:
        return None
    mine = Notice.objects.filter(pk=pk, state=NoticeState.SENDING, claimed_at=at)
    try:
        return mine.first()
    except SealBroken:
        log.error("Message %s cannot be opened with any of the keys.", pk)
        mine.update(state=NoticeState.FAILED, last_error="It cannot be opened with any of the keys.")
        return None


def _carry(notice: Notice, carrier: Carrier, now: Clock) -> bool:
    """Send outside of any transaction, then write down how it went, unless it was withdrawn meanwhile."""
    mine = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, claimed_at=notice.claimed_at)
    try:
        carrier(notice)
    except NotSent as failed:
        with transaction.atomic():
            _put_off(notice, mine, failed, now())
        return False
    return bool(mine.update(state=NoticeState.SENT, sent_at=now(), last_error="", **BLANK))


def _put_off(notice: Notice, mine: NoticeQuerySet, failed: NotSent, at: datetime) -> None:
    if failed.is_final or notice.attempts >= ATTEMPTS:
        mine.update(state=NoticeState.FAILED, last_error=str(failed)[:200])
        log.warning("Message %s was given up after %s attempts: %s", notice.pk, notice.attempts, failed)
        return
    wait = BACK_OFF[notice.attempts - 1]
    mine.update(state=NoticeState.WAITING, claimed_at=None, due_at=at + wait, last_error=str(failed)[:200])


def give_up(notice: Notice, *, reason: str, at: datetime) -> bool:
    """Somebody knows that a message cannot arrive, though nobody has tried: it waits no longer. Says whether it still
    waited; what was sent or withdrawn stays so."""
    waiting = Notice.objects.filter(pk=notice.pk, state=NoticeState.WAITING)
    return bool(waiting.update(state=NoticeState.FAILED, claimed_at=at, due_at=at, last_error=reason[:200]))


class _Post:
    """Carries e-mail, over one connection as long as it holds."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __call__(self, notice: Notice) -> None:
        letter = EmailMessage(notice.subject_line, notice.body, settings.DEFAULT_FROM_EMAIL, [notice.address])
        letter.extra_headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
        if notice.stop_url:  # RFC 8058: the mail program posts to it, and asks nothing
            letter.extra_headers |= {
                "List-Unsubscribe": f"<{notice.stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Precedence": "bulk",
            }
        letter.connection = self._connection
        try:
            self._connection.open()
            letter.send()
        except SMTPRecipientsRefused as refused:
            codes = sorted({code for code, _words in refused.recipients.values()})
            raise NotSent(f"The address was refused ({codes}).", is_final=all(code >= 500 for code in codes)) from None
        except (SMTPException, OSError, ValueError) as broken:
            self.close()  # what is left of it may be out of step
            # its words may hold the address: only its kind is written down
            raise NotSent(f"The mail server did not take it ({type(broken).__name__}).") from None

    def close(self) -> None:
        """Hang up."""
        with suppress(SMTPException, OSError):
            self._connection.close()


def _by_gateway(notice: Notice) -> None:
    carrier = gateway()
    if carrier is None:
        raise NotSent("The city has no gateway for text messages any more.")
    carrier.send(notice.address, notice.body, f"notice-{notice.pk}")
