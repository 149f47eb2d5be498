"""A nudge goes out once the rows are on disk, and a broker that is away costs nothing."""

from unittest import mock

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from civic.lib.nudge import nudge

SEND = "civic.lib.nudge.current_app.send_task"


@pytest.fixture(autouse=True)
def _on(settings: Settings) -> None:
    settings.NUDGE = True


@pytest.mark.django_db(transaction=True)
def test_a_nudge_waits_for_the_commit() -> None:
    with mock.patch(SEND) as send:
        with transaction.atomic():
            nudge("notices.drain")
            send.assert_not_called()
        send.assert_called_once()
        assert send.call_args.args == ("notices.drain",)


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_nudges_nobody() -> None:
    with mock.patch(SEND) as send:
        with transaction.atomic():
            nudge("notices.drain")
            transaction.set_rollback(True)
        send.assert_not_called()


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [OperationalError, ConnectionError, OSError, RuntimeError])
def test_a_broker_that_is_away_is_logged_and_forgiven(
    fault: type[Exception],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with mock.patch(SEND, side_effect=fault), django_capture_on_commit_callbacks(execute=True):
        nudge("notices.drain")
    assert "notices.drain" in caplog.text


@pytest.mark.django_db
def test_nudging_can_be_off(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.NUDGE = False
    with mock.patch(SEND) as send, django_capture_on_commit_callbacks(execute=True):
        nudge("notices.drain")
    send.assert_not_called()
