"""The data officer says what has to be known about a month; nobody else does, and no number changes."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from civic.accounts.models import Person
from civic.insights.actions import explain
from civic.insights.models import Correction, Figure
from civic.journal.models import Change
from civic.lib.refusals import NotAllowed, NotValid
from tests.insights.counting import LATER, counted
from tests.pages import read
from tests.people import City

MONTH = date(2026, 11, 1)


def test_a_sentence_stands_beside_the_corrections_and_in_the_log(city: City, client: Client) -> None:
    city.case("closed")
    before = counted()
    explain(MONTH, by=city.dong, words="机房停电两小时。", language="zh-hans", office=city.office("drains"), at=LATER)
    page = read(client.get("/scores/corrections/"))
    assert "机房停电两小时。" in page
    assert "Drainage Office No. 2" in page
    change = Change.objects.get(about__startswith="insights.correction:")
    assert change.actor == city.dong
    assert counted() == before


@pytest.mark.parametrize("handle", ["lin", "chen", "sun", "root", "mei"])
def test_nobody_else_explains(city: City, handle: str) -> None:
    city.case("closed")
    counted()
    with pytest.raises(NotAllowed):
        explain(MONTH, by=getattr(city, handle), words="没有问题。", language="zh-hans", at=LATER)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("words", "month"), [("  ", MONTH), ("长" * 501, MONTH), ("好。", date(1999, 1, 1))])
def test_a_sentence_is_needed_and_a_month_with_figures(city: City, words: str, month: date) -> None:
    city.case("closed")
    counted()
    with pytest.raises(NotValid):
        explain(month, by=city.dong, words=words, language="zh-hans", at=LATER)


def test_the_page_keeps_what_was_typed_and_leads_back(city: City, as_person: Callable[[Person], Client]) -> None:
    city.case("closed")
    counted()
    desk = as_person(city.dong)
    answer = desk.post("/scores/corrections/explain/", {"month": "2020-01", "words": "机房停电。"})
    assert answer.status_code == 400
    assert "机房停电。" in answer.content.decode()
    assert desk.post("/scores/corrections/explain/", {"month": "2026-11", "words": "机房停电。"}).status_code == 302
    assert Figure.objects.count() == 1
