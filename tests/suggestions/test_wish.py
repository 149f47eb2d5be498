"""The author asks for joining, dividing or separating; the supervision centre decides and says why."""

from typing import Any

import pytest

from civic.cases.models import Line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.suggestions.actions import join_into, refuse_wish, wish
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, fresh, opened, resident

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WHY = "另一条说的是同一件事。"


def test_she_asks_once_and_is_told_why_not(city: City) -> None:
    case = opened(city, email="mei@example.com")
    wish(case, by=city.reporter(case), asks="join", text=WHY, at=LATER)
    with pytest.raises(Conflict, match="asked for something already"):
        wish(case, by=city.reporter(case), asks="divide", text=WHY, at=LATER)
    assert fresh(case).news_since == LATER
    refuse_wish(case, by=city.lin, reason="两条说的不是一个公园。", at=LATER + HOUR)
    assert not fresh(case).has_wish
    assert "两条说的不是一个公园。" in Notice.objects.get(verb="refuse-wish").body
    with pytest.raises(Conflict):
        refuse_wish(case, by=city.lin, reason="又一次。", at=LATER + HOUR)


def test_what_she_asks_for_is_done_and_with_that_decided(city: City) -> None:
    case, other = opened(city), opened(city, text="公园门口加座位。")
    wish(case, by=city.reporter(case), asks="join", text=WHY, at=LATER)
    join_into(case, by=city.lin, into=other, reason=WHY, at=LATER + HOUR)
    assert not fresh(case).has_wish
    wish(case, by=city.reporter(case), asks="apart", text="不是一回事。", at=LATER + 2 * HOUR)
    assert Line.objects.filter(case=case, verb="wish").count() == 2


def test_only_what_is_possible_now_and_only_by_its_author(city: City) -> None:
    case, other = opened(city), opened(city)
    for asks, text in (("apart", WHY), ("", WHY), ("join", " "), ("sing", WHY)):
        with pytest.raises(NotValid):
            wish(case, by=city.reporter(case), asks=asks, text=text, at=LATER)
    with pytest.raises(NotAllowed):
        wish(case, by=city.reporter(other), asks="join", text=WHY, at=LATER)


def test_she_does_it_on_her_own_page(city: City, as_person: Any) -> None:
    anna = resident("anna")
    case, client = opened(city, by=anna), as_person(anna)
    address = f"/suggestions/{case.number}/wish/"
    assert address in client.get("/me/", headers=EN).content.decode()
    assert address in client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    page = client.post(address, {"asks": "divide", "text": ""}, headers=EN)
    assert page.status_code == 400 or "Write something here" in page.content.decode()
    assert client.post(address, {"asks": "divide", "text": WHY}, headers=EN).status_code == 302
    assert "The supervision centre decides" in client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert WHY not in as_person(resident("boris")).get(f"/suggestions/{case.number}/", headers=EN).content.decode()


def test_a_stranger_asks_for_nothing(city: City, client: Any) -> None:
    case = opened(city)
    assert client.get(f"/suggestions/{case.number}/wish/", headers=EN).status_code == 403
    assert client.post(f"/suggestions/{case.number}/wish/", {"asks": "join", "text": WHY}).status_code == 403
