"""A round of another platform is taken over: over, shown, with its days of then, and nothing is opened in it."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import NotAllowed, NotValid
from civic.suggestions.actions import RoundGiven, change_round, take_over_round
from civic.suggestions.models import Round, RoundLine
from civic.suggestions.rules.phases import Span
from tests.people import NOON, City
from tests.suggestions.ground import DAY, given, past

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_everybody_reads_where_it_comes_from_and_that_it_is_over(city: City, client: Client) -> None:
    past(city)
    page = client.get("/suggestions/rounds/letters-2024/", headers=EN).content.decode()
    assert "Taken over from 民声网" in page
    assert "This round takes no more ideas." in page
    assert "Who may do what" not in page
    assert "Letters of 2024" in client.get("/suggestions/", headers=EN).content.decode()
    told = client.get("/api/v1/rounds/letters-2024/").json()
    assert (told["taken_from"], told["talks"]) == ("民声网", False)
    assert list(RoundLine.objects.values_list("verb", flat=True)) == ["make", "take-over"]


def test_only_what_is_over_is_taken_over(city: City) -> None:
    for ends in (NOON + DAY, NOON + 400 * DAY):
        spans = [Span("collecting", NOON - 400 * DAY, ends)]
        with pytest.raises(NotValid, match="Only a round that is over"):
            take_over_round(given(spans=spans), source="民声网", by=city.lin, at=NOON)
    assert not Round.objects.exists()


@pytest.mark.parametrize("source", ["", "  ", "网" * 81])
def test_its_source_has_a_name(city: City, source: str) -> None:
    with pytest.raises(NotValid):
        take_over_round(_over(), source=source, by=city.lin, at=NOON)
    assert not Round.objects.exists()


def test_it_is_said_in_three_languages_or_not_at_all(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        take_over_round(_over(topics={"zh-hans": "往年留言。"}), source="民声网", by=city.lin, at=NOON)
    assert set(refused.value.fields) == {"topic_zh_hant", "topic_en"}
    assert not Round.objects.exists()


def test_only_some_posts_take_one_over(city: City) -> None:
    for person in (city.mo, city.chen, city.mei):
        with pytest.raises(NotAllowed):
            take_over_round(_over(), source="民声网", by=person, at=NOON)


@pytest.mark.parametrize("change", [{"spans": [Span("both", NOON, NOON + DAY)]}, {"talks": True}])
def test_nothing_is_opened_in_it_afterwards(city: City, change: dict[str, Any]) -> None:
    known = past(city)
    with pytest.raises(NotValid, match="held on another platform"):
        change_round(known, replace(_over(), **change), by=city.lin, at=NOON)
    named = replace(_over(), names={"zh-hans": "旧信", "zh-hant": "舊信", "en": "Old letters"})
    assert change_round(known, named, by=city.lin, at=NOON).name_en == "Old letters"


def _over(**more: Any) -> RoundGiven:
    spans = [Span("collecting", NOON - 800 * DAY, NOON - 400 * DAY)]
    return given(**({"slug": "letters-2024", "spans": spans} | more))
