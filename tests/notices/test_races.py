"""Two drainers at one outbox: every message leaves once."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from civic.notices import actions as notices
from civic.notices.models import Notice
from tests.at_once import at_once
from tests.people import City

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_drainers_at_once_send_every_message_once(city: City) -> None:
    at = timezone.now()
    for number in range(8):
        city.filed(email=f"somebody{number}@example.com", at=at - timedelta(hours=1))
    told = at_once(*[lambda: notices.deliver_due(at=at)] * 3)
    assert sum(told) == 8
    assert sorted(letter.to[0] for letter in mail.outbox) == [f"somebody{number}@example.com" for number in range(8)]
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
