"""How many people the next days' shifts still miss, as the front page says it."""

import pytest
from django.test import Client
from django.utils import timezone

from civic.shifts.models import ShiftPost
from civic.shifts.queries.missing import Missing, missing_within
from portal.views import home
from tests.pages import read
from tests.people import City
from tests.volunteers.ground import DAY, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_a_place_is_missing_until_somebody_holds_it_and_one_post_fills_no_other(city: City, client: Client) -> None:
    helpers, now = found_helpers(), timezone.now()
    near = activity(helpers, "N-0001")
    first = shift(near, starts=now + DAY, number="X1")
    shift(near, starts=now + 9 * DAY, number="X2")
    ShiftPost.objects.filter(shift=first).update(places=2)
    ShiftPost.objects.create(shift=first, order=2, name_zh_hans="领队", places=1, least=1)
    assert missing_within(now, days=7) == Missing(shifts=1, people=3)
    coming(first, helpers.wu)
    assert missing_within(now, days=7) == Missing(shifts=1, people=2)
    ShiftPost.objects.filter(shift=first).exclude(name_zh_hans="领队").update(places=1)
    assert missing_within(now, days=7) == Missing(shifts=1, people=1)
    home.forget_numbers()
    assert "One person is still missing this week" in read(client.get("/"))


def test_a_city_without_shifts_asks_nobody(city: City, client: Client) -> None:
    home.forget_numbers()
    assert "/volunteer/" not in client.get("/").content.decode().split("<main")[1].split("</main")[0]
