"""A list narrowed by words: the same rows for a rare word and for a common one, which is looked up in another order."""

from datetime import timedelta

import pytest
from django.db import connection

from civic.cases.models import Case
from civic.search import queries
from civic.search.queries import holding
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def _held(text: str) -> list[int]:
    return [case.pk for case in holding(Case.objects.newest(), side="desk", kind="case", text=text)[:2]]


@pytest.mark.parametrize("common", [1, 1000])
def test_what_holds_a_word_comes_newest_first(city: City, monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    monkeypatch.setattr(queries, "COMMON", common)
    made = [
        city.case("filed", text=f"{word}在第 {hour} 个路口。", at=NOON + timedelta(hours=hour), published=False).pk
        for hour, word in enumerate(("路灯", "水管", "路灯", "路灯"))
    ]
    assert _held("路灯") == [made[3], made[2]]
    assert _held("水管") == [made[1]]
    assert _held("没有的词") == []
    assert _held("，。") == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its own counts of rows")
@pytest.mark.parametrize(("most", "is_met"), [(1, True), (1000, False)])
def test_a_common_word_is_met_in_the_order_of_the_list(
    city: City, monkeypatch: pytest.MonkeyPatch, most: int, is_met: bool
) -> None:
    """In a large city SQLite would look up all that hold the word by key, and sort them."""
    city.case("filed")
    monkeypatch.setattr(queries, "COMMON", most)
    public = holding(Case.objects.public().newest(), side="desk", kind="case", text="路灯")
    assert ('"id" + 0) IN' in str(public.query)) is is_met
    assert len(public) == 1
