"""A list of the API refuses a question it does not know, by name, and says what it knows."""

from typing import Any

import pytest
from django.test import Client

from civic.lib.asking import Asked, known_questions
from portal.api_urls import urlpatterns
from tests.people import City

VIEWS = {str(one.pattern): one.callback.view_class for one in urlpatterns if hasattr(one.callback, "view_class")}
LISTS = {path: view for path, view in VIEWS.items() if issubclass(view, Asked)}
OPEN = sorted(path for path in LISTS if "<" not in path and not path.startswith("desk/"))


def test_every_list_of_the_api_says_what_it_may_be_asked() -> None:
    turns = {path for path, view in VIEWS.items() if getattr(view, "pagination_class", None) is not None}
    others = {"cases/similar/", "cases/<str:number>/comments/", "cells/", "components/", "search/", "scores/"}
    others |= {"thresholds/", "desk/assessments/"}
    assert set(LISTS) == turns | others


@pytest.mark.parametrize("path", OPEN)
def test_an_unknown_question_is_refused_by_name(city: City, client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?colour=red")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    told = answer.json()
    assert set(told["errors"]) == {"colour"}
    assert "“colour”" in told["detail"]
    for name in known_questions(LISTS[path]):
        assert name in told["detail"]


@pytest.mark.parametrize("path", OPEN)
def test_how_and_in_which_language_is_asked_everywhere(city: City, client: Client, path: str) -> None:
    given = {"cells/": "lat=23.13&lon=113.27", "components/": "lat=23.13&lon=113.27", "search/": "q=路灯"}.get(path, "")
    answer = client.get(f"/api/v1/{path}?format=json&lang=zh-hans&{given}")
    assert answer.status_code == 200, answer.content


def test_pages_by_number_are_refused_where_a_cursor_turns_them(city: City, client: Client) -> None:
    told = client.get("/api/v1/cases/?page=2").json()
    assert "cursor" in told["errors"]["page"][0]


def test_the_sentence_is_in_the_language_of_the_program(city: City, client: Client) -> None:
    answer: Any = client.get("/api/v1/offices/?colour=red", headers={"accept-language": "en"})
    assert answer.json()["detail"] == "This list knows no filters, so “colour” is not one."


def test_handing_in_is_asked_nothing(city: City, client: Client) -> None:
    given = {"kind": "complaint", "text": "望江路 18 号对面的路灯不亮一个星期了。", "lat": 23.13, "lon": 113.30}
    answer = client.post("/api/v1/cases/?colour=red", given, content_type="application/json")
    assert answer.status_code == 201
