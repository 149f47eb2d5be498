"""Everybody reads of a round from now on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import make_round, show_round
from tests.people import NOON, City
from tests.suggestions.ground import given, running

pytestmark = pytest.mark.django_db


def test_everybody_reads_what_it_asks_who_may_do_what_and_what_happens(
    city: City, client: Client, time_machine: Any
) -> None:
    running(city)
    time_machine.move_to(NOON + timedelta(days=1))
    page = client.get("/suggestions/rounds/riverside-2026/", headers={"accept-language": "en"}).content.decode()
    for said in ("Riverside Road", "What do you want?", "Each is answered.", "Collecting ideas", "Collecting support"):
        assert said in page
    assert "/report/?for=riverside-2026" in page
    assert "Riverside Road" in client.get("/suggestions/", headers={"accept-language": "en"}).content.decode()


def test_it_is_shown_in_three_languages_or_not_at_all(city: City) -> None:
    made = make_round(given(thens={"zh-hans": "每条都会答复。"}), by=city.lin, at=NOON)
    with pytest.raises(NotValid) as refused:
        show_round(made, by=city.lin, at=NOON)
    assert set(refused.value.fields) == {"then_zh_hant", "then_en"}


def test_one_that_is_over_or_shown_already_is_not_shown(city: City) -> None:
    made = make_round(given(), by=city.lin, at=NOON)
    with pytest.raises(Conflict, match="over before anybody"):
        show_round(made, by=city.lin, at=made.ends_at)
    show_round(made, by=city.lin, at=NOON)
    with pytest.raises(Conflict, match="shown already"):
        show_round(made, by=city.lin, at=NOON)
    with pytest.raises(NotAllowed):
        show_round(made, by=city.mo, at=NOON)


def test_at_the_desk_what_is_missing_stands_beside_its_field(city: City, as_person: Any) -> None:
    made = make_round(given(names={"zh-hans": "望江路怎么改"}), by=city.lin, at=NOON)
    answer = as_person(city.lin).post(f"/desk/rounds/{made.pk}/show/", headers={"accept-language": "en"})
    assert answer.status_code in (400, 409)
    made.refresh_from_db()
    assert made.shown_at is None
