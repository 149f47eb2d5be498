"""A grown-up is asked by a message; what is kept for it is little and short."""

from datetime import timedelta

import pytest

from civic.accounts.rules import Contact
from civic.guardians import actions as guardians
from civic.guardians.models import Asking
from civic.guardians.queries import find_asking
from civic.notices.models import Notice
from tests.people import NOON

pytestmark = pytest.mark.django_db


def _ask(at: object = NOON, address: str = "mama@example.com") -> Asking | None:
    return guardians.ask_guardian(
        Contact(email=address), track="youth", about="3", page="/asked/", language="en", at=at,  # type: ignore[arg-type]
    )  # fmt: skip


def test_the_link_is_in_the_message_alone(settings: object) -> None:
    settings.EMAIL_WORKS = True  # type: ignore[attr-defined]
    asking = _ask()
    assert asking is not None
    secret = Notice.objects.get().body.split("/asked/")[1].split("/")[0]
    assert secret not in asking.digest
    assert find_asking(secret, at=NOON) == asking
    assert find_asking(secret, at=NOON + timedelta(days=14)) is None
    assert find_asking("x" * 500, at=NOON) is None


def test_one_address_is_asked_once_a_day_and_again_the_next(settings: object) -> None:
    settings.EMAIL_WORKS = True  # type: ignore[attr-defined]
    assert _ask()
    assert _ask(NOON + timedelta(hours=23)) is None
    assert _ask(NOON + timedelta(hours=24))


def test_where_no_message_goes_nothing_is_kept(settings: object) -> None:
    settings.EMAIL_WORKS = False  # type: ignore[attr-defined]
    assert _ask() is None
    assert not Asking.objects.exists()


def test_an_answer_takes_the_message_back_and_is_given_once(settings: object) -> None:
    settings.EMAIL_WORKS = True  # type: ignore[attr-defined]
    asking = _ask()
    assert asking is not None
    assert guardians.end_asking(asking, at=NOON)
    assert not guardians.end_asking(Asking(pk=asking.pk or 1), at=NOON)
    assert Notice.objects.exclude(address="").count() == 0
