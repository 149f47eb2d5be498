"""Whoever suggests something reads first what was suggested before, in which round, and what was answered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.queries import past_suggestions
from civic.cases.rules.past import pieces
from civic.suggestions.actions import hide_round
from civic.supervision.actions import withhold
from tests.people import NOON, City
from tests.suggestions.ground import HOUR, past, taken_over

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
BEFORE = "人民公园的公厕晚上九点就锁门，建议夏天延长到十一点。"
NOW = "希望人民公园的公厕晚一点锁门，夏天夜里散步的人很多。"


def test_one_of_a_past_round_is_offered_with_its_round_and_what_became_of_it(city: City, client: Client) -> None:
    case = taken_over(city, past(city), text=BEFORE)
    [found] = past_suggestions(NOW)
    assert (found.case.number, found.round_name != "", found.is_taken_over) == (case.number, True, True)
    query = {"kind": "suggestion", "text": NOW}
    [told] = client.get("/api/v1/cases/similar/", query, headers=EN).json()
    assert (told["number"], told["past_round"], told["outcome"], told["is_open"]) == (
        case.number,
        "Letters of 2024",
        "taken-over",
        False,
    )
    assert client.get("/api/v1/cases/similar/", query | {"kind": "complaint"}).json() == []


def test_an_answer_of_this_city_stands_beside_it(city: City) -> None:
    case = city.case("closed", kind="suggestion", text=BEFORE)
    said = f"{case.public_title} {case.public_text}"
    found = {one.case.number: one for one in past_suggestions(said)}
    assert found[case.number].answer
    assert not found[case.number].is_taken_over


def test_neither_another_thing_nor_what_is_open_or_hidden_or_denied(city: City) -> None:
    case = taken_over(city, past(city), text=BEFORE)
    assert past_suggestions("图书馆周末延长开放时间到晚上。") == []
    assert past_suggestions(NOW, but=[case.number]) == []
    withhold(case, by=city.mo, ground="insult", reason="", at=NOON + HOUR)
    assert past_suggestions(NOW) == []


def test_the_name_of_a_hidden_round_is_not_told(city: City) -> None:
    known = past(city)
    taken_over(city, known, text=BEFORE)
    hide_round(known, by=city.lin, reason="弄错了。", at=NOON + HOUR)
    assert [one.round_name for one in past_suggestions(NOW)] == [""]


def test_it_asks_three_questions_however_many_there_are(city: City) -> None:
    for turn in range(4):
        taken_over(city, past(city), text=f"{BEFORE}{turn}")
    with CaptureQueriesContext(connection) as told:
        assert len(past_suggestions(NOW)) == 2
    assert len(told) == 3


def test_what_is_looked_for_are_the_telling_pieces() -> None:
    assert pieces("请在人民公园装灯") == ["人民公", "民公园", "公园装", "园装灯"]
    assert pieces("more benches, please") == ["benches", "please"]
    assert pieces("好") == []
