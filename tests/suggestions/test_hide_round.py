"""A mistaken round is taken from everybody, and one that nobody reads is put aside."""

from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import change_round, discard_round, hide_round, make_round, open_for_support, show_round
from civic.suggestions.models import Round
from tests.people import NOON, City
from tests.suggestions.ground import DAY, HOUR, LATER, both, fresh, given, resident, running, suggested, supported

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
WHY = "题目写错了地方。"


def test_its_name_and_its_page_are_gone_and_what_was_handed_in_goes_on(city: City, client: Client) -> None:
    known, case = running(city, spans=both()), suggested(city)
    open_for_support(case, by=city.lin, in_round=known, at=NOON + HOUR)
    hide_round(known, by=city.lin, reason=WHY, at=LATER)
    for address in ("/suggestions/", f"/suggestions/{case.number}/", "/suggestions/suggestions.csv", "/api/v1/rounds/"):
        page = client.get(address, headers=EN)
        text = b"".join(page.streaming_content).decode() if page.streaming else page.content.decode()
        assert "Riverside Road" not in text, address
        assert "riverside-2026" not in text, address
    assert client.get(f"/suggestions/rounds/{known.slug}/").status_code == 404
    assert client.get(f"/api/v1/suggestions/{case.number}/").json()["round"] is None
    assert client.get(f"/api/v1/suggestions/?round={known.slug}").json()["results"] == []
    supported(fresh(case), resident("anna"))
    assert fresh(case).supports == 1


def test_it_is_mended_and_shown_again(city: City, client: Client) -> None:
    known = running(city)
    hide_round(known, by=city.lin, reason=WHY, at=LATER)
    names = {"zh-hans": "沿江路怎么改", "zh-hant": "沿江路怎樣改", "en": "Embankment Road"}
    change_round(known, given(names=names), by=city.lin, at=LATER)
    show_round(known, by=city.lin, at=LATER)
    assert "Embankment Road" in client.get(f"/suggestions/rounds/{known.slug}/", headers=EN).content.decode()


def test_hiding_asks_for_a_reason_a_maker_and_a_round_that_is_shown(city: City) -> None:
    known = running(city)
    with pytest.raises(NotAllowed):
        hide_round(known, by=city.chen, reason=WHY, at=LATER)
    with pytest.raises(NotValid):
        hide_round(known, by=city.lin, reason=" ", at=LATER)
    hide_round(known, by=city.lin, reason=WHY, at=LATER)
    with pytest.raises(Conflict):
        hide_round(known, by=city.lin, reason=WHY, at=LATER)


def test_one_that_nobody_reads_is_put_aside_for_good(city: City) -> None:
    known = make_round(given(), by=city.lin, at=NOON)
    with pytest.raises(NotAllowed):
        discard_round(known, by=city.chen, reason=WHY, at=LATER)
    discard_round(known, by=city.lin, reason=WHY, at=LATER)
    for act in (
        lambda: show_round(known, by=city.lin, at=LATER),
        lambda: change_round(known, given(), by=city.lin, at=LATER),
        lambda: discard_round(known, by=city.lin, reason=WHY, at=LATER),
    ):
        with pytest.raises(Conflict):
            act()
    shown = running(city, slug="other-2026")
    with pytest.raises(Conflict):
        discard_round(shown, by=city.lin, reason=WHY, at=LATER)


def test_the_desk_hides_puts_aside_and_reads_why(city: City, as_person: Any) -> None:
    known, client = running(city), as_person(city.lin)
    address = f"/desk/rounds/{known.pk}/"
    wrong = client.post(f"{address}hide/", {"reason": ""}, headers=EN)
    assert wrong.status_code == 400
    assert "others will rely on it" in wrong.content.decode()
    assert client.post(f"{address}hide/", {"reason": WHY}).status_code == 302
    assert client.post(f"{address}discard/", {"reason": "还是不要了。"}).status_code == 302
    page = client.get(address, headers=EN).content.decode()
    assert WHY in page
    assert "Put aside" in page
    assert "Save it" not in page
    assert Round.objects.get(pk=known.pk).discarded_at is not None


def test_a_taken_over_round_is_hidden_and_shown_again_like_any_other(city: City, client: Client) -> None:
    known = running(city)
    Round.objects.filter(pk=known.pk).update(taken_from="民声网", ends_at=NOON - DAY)
    hide_round(known, by=city.lin, reason=WHY, at=LATER)
    show_round(known, by=city.lin, at=LATER)
    assert client.get(f"/suggestions/rounds/{known.slug}/").status_code == 200
