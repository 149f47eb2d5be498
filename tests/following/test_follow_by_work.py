"""Many who begin to follow from one network are slowed and never stopped: a wait that keeps what was typed, a sum of
the device instead, and no count at all for whoever is known."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from civic.cases.actions import contact_hashes
from civic.cases.guards import REACHED
from civic.cases.models import Case, Support
from civic.following.models import Follow
from tests.following.hands import EMAIL
from tests.lib.test_working import worked_out
from tests.people import City

GIVEN = {"address": EMAIL, "rhythm": "daily"}


@pytest.fixture(autouse=True)
def _full(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIMITS = settings.LIMITS | {"follow-network": (0, 3600)}
    monkeypatch.setattr("civic.following.views.waiting.bits_for", lambda _times: 8)


@pytest.fixture
def case(city: City) -> Case:
    return city.case("in-hand")


def _offered(client: Client, url: str, given: dict[str, str]) -> dict[str, str]:
    """What the page that asks to wait sends again, the sum worked out."""
    page = client.post(url, given)
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0
    form = re.search(r"<form[^>]*data-puzzle.*?</form>", page.content.decode(), re.DOTALL)
    assert form is not None
    told = re.findall(r'name="([a-z_]+)" value="([^"]*)"', form[0])
    again = {name: unescape(value) for name, value in told if name != "csrfmiddlewaretoken"}
    return again | {"sum": worked_out(again["puzzle"])}


def test_a_school_behind_one_address_follows_by_a_sum_each(case: Case) -> None:
    url = f"/cases/{case.number}/follow/"
    for pupil in range(3):
        client, given = Client(), GIVEN | {"address": f"pupil{pupil}@example.com"}
        again = _offered(client, url, given)
        assert (again["address"], again["rhythm"]) == (given["address"], "daily")
        page = client.post(url, again)
        assert page.status_code == 200
        assert "Look at your messages" in page.content.decode()
    assert Follow.objects.count() == 3


def test_whoever_waits_sends_again_what_the_page_has_kept(case: Case, settings: Any) -> None:
    client, url = Client(), f"/cases/{case.number}/follow/"
    page = client.post(url, GIVEN).content.decode()
    last = page.rsplit("<form", 1)[1] if "Try again" in page.rsplit("<form", 1)[1] else page
    assert f'name="address" value="{EMAIL}"' in last
    assert "Leave this page open and try again from" in page
    settings.LIMITS = settings.LIMITS | {"follow-network": (9, 3600)}
    assert client.post(url, GIVEN).status_code == 200
    assert Follow.objects.count() == 1


def test_a_sum_is_good_once_for_one_address_at_one_page(case: Case, city: City) -> None:
    client, url = Client(), f"/cases/{case.number}/follow/"
    again = _offered(client, url, GIVEN)
    assert client.post(url, again | {"address": "else@example.com"}).status_code == 429
    assert client.post(f"/cases/{city.case('filed').number}/follow/", again).status_code == 429
    assert client.post(url, again | {"sum": "1x"}).status_code == 429
    assert client.post(url, again).status_code == 200
    assert client.post(url, again).status_code == 429


def test_there_is_an_end_to_what_sums_bring_in_and_a_city_may_turn_them_off(case: Case, settings: Any) -> None:
    client, url = Client(), f"/cases/{case.number}/follow/"
    again = _offered(client, url, GIVEN)
    settings.LIMITS = settings.LIMITS | {"follow-worked": (0, 3600)}
    assert client.post(url, again).status_code == 429
    settings.PROOF_OF_WORK = False
    assert "data-puzzle" not in client.post(url, GIVEN).content.decode()


def test_whoever_is_known_is_not_counted(case: Case, city: City, as_person: Any) -> None:
    url = f"/cases/{case.number}/follow/"
    assert as_person(city.mei).post(url, {"rhythm": "daily"}).status_code == 302
    client = Client()
    session = client.session
    session[REACHED] = [contact_hashes(EMAIL, "")[0], 9e9]
    session.save()
    assert client.post(url, GIVEN).status_code == 302
    assert Follow.objects.confirmed().count() == 2


def test_mine_too_with_an_address_waits_or_works_as_well_and_counts_once(case: Case) -> None:
    client, url = Client(), f"/cases/{case.number}/mine-too/"
    again = _offered(client, url, {"address": EMAIL})
    assert client.post(url, again).status_code == 200
    assert Support.objects.filter(case=case).count() == 1
    assert Follow.objects.count() == 1
