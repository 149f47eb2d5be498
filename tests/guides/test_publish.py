"""Publish: the head of the office, from the first day to the last."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from civic.guides import actions as guides
from civic.journal.models import Change
from civic.lib.refusals import Conflict, NotAllowed, TooLate
from civic.search.models import Document
from tests.guides.told import drafted, published
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def test_the_head_publishes_and_everybody_finds_it(city: City, client: Client) -> None:
    guide = published(city)
    assert guide.versions.get().public_at == NOON
    assert Change.objects.latest("seq").facts["given"] == {"act": "publish"}
    assert Document.objects.filter(side="public", kind="guide", ref=guide.pk).exists()
    page = client.get("/guides/no-e-bikes/", headers={"accept-language": "en"}).content.decode()
    assert "<strong>three minutes</strong>" in page
    assert "第三十七条" in page


@pytest.mark.parametrize("who", ["chen", "lin", "rui", "mei"])
def test_nobody_else_publishes(city: City, who: str) -> None:
    guide = drafted(city)
    with pytest.raises(NotAllowed):
        guides.publish(guide, by=getattr(city, who), at=NOON)


def test_a_keeper_of_the_catalogue_publishes_for_any_office(city: City) -> None:
    assert guides.publish(drafted(city), by=city.root, at=NOON).stage == "published"


def test_what_is_published_or_over_is_not_published_again(city: City) -> None:
    with pytest.raises(Conflict):
        guides.publish(published(city), by=city.shen, at=NOON)
    over = drafted(city, slug="over", starts=date(2026, 10, 1), ends=date(2026, 10, 2))
    with pytest.raises(TooLate):
        guides.publish(over, by=city.shen, at=NOON)


def test_one_that_changed_meanwhile_is_read_again_first(city: City) -> None:
    with pytest.raises(Conflict):
        guides.publish(drafted(city), by=city.shen, seen="something else", at=NOON)


@pytest.mark.parametrize(
    ("at", "is_there"),
    [
        (datetime(2026, 11, 9, 15, 59, tzinfo=UTC), False),  # 23:59 in the city, the day before
        (datetime(2026, 11, 9, 16, 0, tzinfo=UTC), True),  # midnight
        (datetime(2026, 11, 12, 15, 59, tzinfo=UTC), True),  # the last minute of the last day
        (datetime(2026, 11, 12, 16, 0, tzinfo=UTC), False),
    ],
)
def test_it_is_shown_within_its_days_of_the_citys_calendar(
    city: City, client: Client, at: datetime, is_there: bool
) -> None:
    published(city, starts=date(2026, 11, 10), ends=date(2026, 11, 12))
    with time_machine.travel(at, tick=False):
        assert client.get("/guides/no-e-bikes/").status_code == (200 if is_there else 404)
        assert (b"no-e-bikes" in client.get("/guides/").content) == is_there
        assert (b"no-e-bikes" in client.get("/search/?q=%E7%94%B5%E5%8A%A8%E8%BD%A6").content) == is_there


def test_the_list_asks_the_same_of_ten_and_of_a_hundred(
    city: City, client: Client, django_assert_max_num_queries: Any
) -> None:
    for row in range(21):
        published(city, slug=f"rule-{row}")
    for page in (1, 2):
        with django_assert_max_num_queries(3):
            assert client.get(f"/guides/?page={page}").status_code == 200
