"""A moderator takes a promise from everybody, and may show it again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.following.models import Tiding
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.promises import actions
from civic.promises.models import Promise
from tests.people import NOON, City
from tests.promises.ground import DAY, TODAY, drafted, fresh, promised

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WHY = "里面写了一位居民的住址。"
HOUR = timedelta(hours=1)


def hidden(city: City) -> Promise:
    """A promise that was public for an hour."""
    promise = promised(city)
    actions.hide(promise, by=city.mo, text=WHY, at=NOON + HOUR)
    return fresh(promise)


def test_nobody_outside_reads_it_in_any_list_sum_feed_or_calendar(city: City, client: Client) -> None:
    kept, promise = promised(city, budget_fen=100), hidden(city)
    for address in ("/promises/", "/promises/promises.csv", "/promises/feed.atom", "/", "/search/?q=长椅"):
        page = client.get(address, headers=EN)
        text = b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()
        assert promise.number not in text, address
    for address in ("", "feed.atom", "days.ics"):
        assert client.get(f"/promises/{promise.number}/{address}").status_code == 404
    assert client.get(f"/api/v1/promises/{promise.number}/").status_code == 404
    assert [one["number"] for one in client.get("/api/v1/promises/").json()["results"]] == [kept.number]
    assert not Tiding.objects.filter(number=promise.number).exists()


def test_the_desk_reads_on_with_the_reason_and_the_office_goes_on(city: City, as_person: Any) -> None:
    promise = hidden(city)
    for person in (city.mo, city.shen, city.lin):
        page = as_person(person).get(f"/desk/promises/{promise.number}/", headers=EN).content.decode()
        assert WHY in page
        assert "Nobody outside reads it" in page
    actions.report(promise, by=city.chen, progress=30, text="长椅到货。", at=NOON + DAY)
    assert not Tiding.objects.filter(number=promise.number).exists()  # nobody hears of what nobody may read
    assert fresh(promise).is_hidden


def test_it_is_shown_again_and_whoever_follows_hears_so(city: City, client: Client) -> None:
    promise = hidden(city)
    actions.show_again(promise, by=city.mo, text="住址已经不在里面。", at=NOON + DAY)
    page = client.get(f"/promises/{promise.number}/", headers=EN).content.decode()
    assert WHY not in page
    assert "住址已经不在里面" not in page
    assert Tiding.objects.filter(number=promise.number).count() == 1
    assert promise.number in client.get("/promises/", headers=EN).content.decode()


def test_only_a_moderator_hides_and_never_without_a_reason(city: City) -> None:
    promise = promised(city)
    for person in (city.shen, city.chen, city.lin, city.zhao):
        with pytest.raises(NotAllowed):
            actions.hide(promise, by=person, text=WHY, at=NOON + HOUR)
    with pytest.raises(NotValid) as refused:
        actions.hide(promise, by=city.mo, text="  ", at=NOON + HOUR)
    assert "text" in refused.value.fields
    assert fresh(promise).is_public


def test_neither_hidden_twice_nor_shown_twice_nor_a_draft(city: City) -> None:
    promise = promised(city)
    with pytest.raises(Conflict):
        actions.show_again(promise, by=city.mo, text="再看看。", at=NOON + HOUR)
    actions.hide(promise, by=city.mo, text=WHY, at=NOON + HOUR)
    with pytest.raises(Conflict):
        actions.hide(promise, by=city.mo, text=WHY, at=NOON + 2 * HOUR)
    with pytest.raises(Conflict):
        actions.hide(drafted(city), by=city.mo, text=WHY, at=NOON + HOUR)


def test_the_desk_page_hides_and_shows(city: City, as_person: Any) -> None:
    promise, client = promised(city), as_person(city.mo)
    address = f"/desk/promises/{promise.number}/"
    page = client.get(address, headers=EN).content.decode()
    assert "Why, for the desk alone" in page
    assert "as everybody reads it" not in page
    assert client.post(f"{address}hide/", {"text": ""}).status_code == 400
    assert client.post(f"{address}hide/", {"text": WHY}).status_code == 302
    assert fresh(promise).is_hidden
    page = client.get(address, headers=EN).content.decode()
    assert "Show it to everybody again" in page
    assert "Hide it from everybody" not in page
    assert client.post(f"{address}show-again/", {"text": "可以公开。"}).status_code == 302
    assert fresh(promise, today=TODAY).is_public
    assert as_person(city.shen).post(f"{address}hide/", {"text": WHY}).status_code == 403
