"""What machines that watch are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from civic.notices.actions import queue
from civic.notices.models import Notice
from civic.notices.queries import waiting_since

CONTEXT = {"code": "123456"}


def queue_one(minutes_ago: int) -> Notice:
    return queue_at(timezone.now() - timedelta(minutes=minutes_ago))


def queue_at(at: datetime) -> Notice:
    return queue(verb="sign-in-code", about="x", language="en", at=at, context=CONTEXT, email="a@example.com")[0]


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    answer = client.get("/healthz")  # no mark: any query would fail this test
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_nothing_waits_too_long(client: Client) -> None:
    queue_one(2)
    assert client.get("/readyz").json() == {"ready": True, "wrong": []}


@pytest.mark.django_db
def test_not_ready_when_a_message_waits_for_a_worker_that_is_not_there(client: Client) -> None:
    queue_one(30)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "notice" in answer.json()["wrong"][0]


@pytest.mark.django_db
def test_what_sleeps_by_night_is_not_late(settings: Any) -> None:
    night = timezone.make_aware(datetime(2026, 11, 28, 23, 0))
    queued = queue(
        verb="sign-in-code",
        about="x",
        language="en",
        at=night - timedelta(days=2),
        context=CONTEXT,
        email="a@b.example",
    )[0]
    Notice.objects.filter(pk=queued.pk).update(is_bulk=True)
    morning = night.replace(day=29, hour=8)
    assert waiting_since(night) == (None, None)
    assert waiting_since(morning + timedelta(minutes=1)) == (None, morning), "late from the hour at which it was let go"
    settings.QUIET_UNTIL = settings.QUIET_FROM
    assert waiting_since(night) == (None, queued.due_at), "where no hours are quiet, it waits for a worker"


@pytest.mark.django_db
def test_what_somebody_waits_for_is_late_by_night_too() -> None:
    night = timezone.make_aware(datetime(2026, 11, 28, 23, 0))
    queued = queue(
        verb="sign-in-code",
        about="x",
        language="en",
        at=night - timedelta(hours=1),
        context=CONTEXT,
        email="a@b.example",
    )[0]
    assert waiting_since(night) == (queued.due_at, None)


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "is_ready"), [(15, True), (1, True), (5, True), (7, False)])
def test_what_is_sent_to_many_is_late_by_day_only(
    client: Client, monkeypatch: pytest.MonkeyPatch, hour: int, is_ready: bool
) -> None:
    """The hours are of London's clock; the city's quiet ones run from 14:00 to 24:00 there."""
    day = datetime(2026, 11, 27, tzinfo=UTC)
    Notice.objects.filter(pk=queue_one(60 * 24 * 30).pk).update(is_bulk=True, due_at=day - timedelta(days=30))
    monkeypatch.setattr(timezone, "now", lambda: day + timedelta(hours=hour))
    answer = client.get("/readyz")
    assert answer.json()["ready"] is is_ready
    assert is_ready or "notice to many" in answer.json()["wrong"][0]


@pytest.mark.django_db
def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "ensure_connection", down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["wrong"] == ["The database does not answer."]


@pytest.mark.django_db
def test_metrics_count_for_this_machine_and_for_the_token_only(client: Client, settings: Any) -> None:
    queue_one(1)
    text = client.get("/metrics").content.decode()
    assert 'gongzhi_notices{state="waiting"} 1.0' in text
    assert 'gongzhi_queue_age_seconds{queue="notice"}' in text
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 404
    assert client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"}).status_code == 404
    settings.METRICS_TOKEN = "open"
    assert (
        client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer open"}).status_code == 200
    )
    assert (
        client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer shut"}).status_code == 404
    )
    assert (
        client.get("/metrics", REMOTE_ADDR="203.0.113.9", headers={"authorization": "Bearer öpen"}).status_code == 404
    )
