"""What is due leaves once and is blanked; what failed is tried again later; what was withdrawn never leaves."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from civic.lib.texting import NotSent
from civic.notices import actions as notices
from civic.notices.actions import delivering
from civic.notices.models import Notice, NoticeState

NOON = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _both_ways(settings: Any) -> None:
    settings.EMAIL_WORKS = True
    settings.SMS_GATEWAY = "console"


def queued(address: str = "mei@example.com", *, at: datetime = NOON, about: str = "case:12", phone: str = "") -> Notice:
    [notice] = notices.queue(
        verb="answer",
        about=about,
        language="en",
        at=at,
        context={"number": "26-7041-5836", "url": "u"},
        email=address,
        phone=phone,
    )
    return notice


class Broken:
    """A way of sending that fails for as long as it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception | None = SMTPServerDisconnected("mei@example.com is what the server said")
        self.tried = 0
        sent = EmailBackend.send_messages

        def send(backend: EmailBackend, messages: Any) -> int:
            self.tried += 1
            if self.error is not None:
                raise self.error
            return sent(backend, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Broken:
    return Broken(monkeypatch)


@pytest.mark.django_db
def test_a_message_leaves_and_is_blanked() -> None:
    notice = queued()
    assert notices.deliver_due(at=NOON) == 1
    [letter] = mail.outbox
    assert letter.to == ["mei@example.com"]
    assert "26-7041-5836" in letter.subject
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    notice.refresh_from_db()
    assert (notice.state, notice.address, notice.subject_line, notice.body) == (NoticeState.SENT, "", "", "")
    assert notice.sent_at is not None
    assert notices.deliver_due(at=NOON + MINUTE) == 0
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_text_message_goes_through_the_gateway(monkeypatch: pytest.MonkeyPatch) -> None:
    carried: list[tuple[str, str, str]] = []

    class Gateway:
        def send(self, phone: str, text: str, reference: str) -> None:
            carried.append((phone, text, reference))

    monkeypatch.setattr(delivering, "gateway", Gateway)
    notice = queued("", phone="13800138000")
    assert notices.deliver_due(at=NOON) == 1
    assert carried[0][0] == "+8613800138000"
    assert carried[0][2] == f"notice-{notice.pk}"


@pytest.mark.django_db
def test_what_is_not_due_yet_waits_and_the_oldest_goes_first() -> None:
    queued("later@example.com", at=NOON + MINUTE)
    queued("second@example.com", at=NOON - MINUTE)
    queued("first@example.com", at=NOON - 2 * MINUTE)
    assert notices.deliver_due(at=NOON) == 2
    assert [letter.to for letter in mail.outbox] == [["first@example.com"], ["second@example.com"]]


@pytest.mark.django_db
def test_at_most_so_many_leave_at_once() -> None:
    for number in range(5):
        queued(f"p{number}@example.com")
    assert notices.deliver_due(at=NOON, most=3) == 3
    assert notices.deliver_due(at=NOON, most=3) == 2


@pytest.mark.django_db
def test_a_failure_is_tried_again_ever_later_and_given_up_after_five(server: Broken) -> None:
    notice = queued()
    at = NOON
    for tried, wait in enumerate((1, 5, 30, 120), start=1):
        assert notices.deliver_due(at=at) == 0
        notice.refresh_from_db()
        assert (notice.state, notice.attempts) == (NoticeState.WAITING, tried)
        assert timedelta(0) <= notice.due_at - (at + wait * MINUTE) < timedelta(seconds=5)
        at = notice.due_at
    assert notices.deliver_due(at=at) == 0
    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED
    assert notice.address == "mei@example.com"
    assert server.tried == 5
    notices.deliver_due(at=at + timedelta(days=6))
    notice.refresh_from_db()
    assert notice.body
    notices.deliver_due(at=at + timedelta(days=8))
    notice.refresh_from_db()
    assert (notice.state, notice.address, notice.body) == (NoticeState.FAILED, "", "")


@pytest.mark.django_db
def test_what_failed_once_leaves_the_next_time(server: Broken) -> None:
    notice = queued()
    notices.deliver_due(at=NOON)
    server.error = None
    assert notices.deliver_due(at=NOON + 2 * MINUTE) == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.last_error) == (NoticeState.SENT, 2, "")


@pytest.mark.django_db
def test_an_address_the_server_refuses_for_good_is_given_up_at_once(server: Broken) -> None:
    server.error = SMTPRecipientsRefused({"mei@example.com": (550, b"no such user")})
    notice = queued()
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert notice.state == NoticeState.FAILED
    server.error = SMTPRecipientsRefused({"mei@example.com": (450, b"later")})
    other = queued()
    notices.deliver_due(at=NOON)
    other.refresh_from_db()
    assert other.state == NoticeState.WAITING


@pytest.mark.django_db
def test_no_address_is_written_into_the_error_or_the_log(server: Broken, caplog: pytest.LogCaptureFixture) -> None:
    refused = SMTPRecipientsRefused({"mei@example.com": (550, b"mei@example.com unknown")})
    for error in (
        refused,
        SMTPServerDisconnected("mei@example.com"),
        OSError("mei@example.com"),
        ValueError("mei@example.com"),
    ):
        notice = queued()
        server.error = error
        notices.deliver_due(at=NOON)
        notice.refresh_from_db()
        assert notice.last_error
        assert "example.com" not in notice.last_error + caplog.text


@pytest.mark.django_db
def test_one_that_fails_does_not_hold_up_the_others(server: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(notice: Notice) -> None:
        raise NotSent("The gateway is away.")

    monkeypatch.setattr(delivering, "_by_gateway", refuse)
    server.error = None
    queued("", phone="13800138000")
    queued()
    assert notices.deliver_due(at=NOON) == 1


@pytest.mark.django_db
def test_what_a_dead_worker_held_is_taken_back_after_ten_minutes() -> None:
    notice = queued()
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=NOON)
    assert notices.deliver_due(at=NOON + 9 * MINUTE) == 0
    assert notices.deliver_due(at=NOON + 11 * MINUTE) == 1
    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT


@pytest.mark.django_db
def test_what_was_withdrawn_never_leaves() -> None:
    queued()
    notices.withdraw_about("case:12", at=NOON)
    assert notices.deliver_due(at=NOON) == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_withdrawn_while_it_is_being_sent_stays_withdrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = queued()
    sent = EmailBackend.send_messages

    def send(backend: EmailBackend, messages: Any) -> int:
        notices.withdraw_about("case:12", at=NOON)
        return sent(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    notices.deliver_due(at=NOON)
    notice.refresh_from_db()
    assert (notice.state, notice.body) == (NoticeState.WITHDRAWN, "")


@pytest.mark.django_db
def test_a_message_sealed_with_a_lost_key_does_not_stop_the_rest(settings: Any) -> None:
    lost = queued("old@example.com", at=NOON - MINUTE)
    settings.SEAL_KEYS = ["another key altogether, 0123456789"]
    queued()
    assert notices.deliver_due(at=NOON) == 1
    assert Notice.objects.filter(pk=lost.pk, state=NoticeState.FAILED).exists()


@pytest.mark.django_db
def test_a_sent_message_that_still_holds_words_is_refused_by_the_database() -> None:
    notice = queued()
    with pytest.raises(Exception, match="notice_sent_is_blank"):
        Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENT, sent_at=NOON)


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A mail server that takes its time, so that two hands meet."""
    taken: list[str] = []
    pause = threading.Event()

    def send(backend: Any, messages: Any) -> int:
        pause.wait(0.02)
        taken.extend(message.to[0] for message in messages)
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    yield taken
    pause.set()


@pytest.mark.django_db(transaction=True)
def test_two_hands_at_once_send_nothing_twice(slowly: list[str]) -> None:
    for number in range(12):
        queued(f"p{number}@example.com")

    def drain() -> None:
        try:
            notices.deliver_due(at=NOON + MINUTE)
        finally:
            connection.close()

    hands = [threading.Thread(target=drain) for _hand in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(slowly) == sorted(f"p{number}@example.com" for number in range(12))
    assert not Notice.objects.exclude(state=NoticeState.SENT).exists()


@pytest.mark.django_db
def test_what_is_known_not_to_arrive_waits_no_longer_and_what_was_sent_stays_sent() -> None:
    notice = queued("", phone="13800138000")
    assert notices.give_up(notice, reason="The gateway answered 410.", at=NOON)
    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == ("failed", "The gateway answered 410.")
    assert notices.deliver_due(at=NOON + MINUTE) == 0
    sent = queued("", phone="13800138000")
    notices.deliver_due(at=NOON + MINUTE)
    assert not notices.give_up(sent, reason="late", at=NOON + MINUTE)
