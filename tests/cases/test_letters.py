"""What a letter to the reporter is given: never the words that only the desk reads, whatever its text would print."""

from typing import Any

import pytest

from civic.cases.actions.moving import advancing
from civic.handling import actions as handling
from tests.people import NOON, City


def test_the_words_of_the_desk_reach_no_letter_to_the_reporter(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, str] = {}

    def heard(_case: Any, *, verb: str, text: str, **_more: Any) -> None:
        given[verb] = text

    monkeypatch.setattr(advancing, "tell_reporter", heard)
    case = city.case("accepted")
    for _turn in range(2):  # of the second return the resident hears
        handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), text="请先去看。", at=NOON)
        case.refresh_from_db()
        handling.return_case(case, by=city.chen, reason="不归我们。", at=NOON)
        case.refresh_from_db()
    case = city.case("in-hand")
    handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=NOON)
    assert given | {"dispatch": "", "return-again": "", "answer": "灯亮了。"} == given
