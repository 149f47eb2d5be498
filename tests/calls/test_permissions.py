"""Every door of the phone desk and all the cast: only operators enter, and they see only what they checked."""

from typing import Any

import pytest
from django.urls import URLPattern

from civic.calls import actions
from civic.calls.urls import urlpatterns
from tests.calls.helping import closed
from tests.house.test_routes import guard_of
from tests.people import NOON, City

CAST = {
    "lin": 403,
    "mo": 403,
    "zhao": 403,
    "chen": 403,
    "shen": 403,
    "rui": 403,
    "sun": 403,
    "mei": 403,
    "gu": 403,
    "root": 403,
}
# what an operator meets who has made sure of nobody: (method, path, status)
DOORS = [
    ("get", "", 200),
    ("post", "", 400),
    ("post", "keep/", 400),
    ("post", "hints/", 200),
    ("post", "kept/1/drop/", 404),
    ("get", "done/{number}/", 404),
    ("post", "done/{number}/text/", 302),
    ("get", "again/", 200),
    ("post", "again/", 400),
    ("get", "again/1/", 404),
    ("post", "again/1/end/", 404),
    ("get", "cases/{number}/", 404),
    ("post", "cases/{number}/rate/", 404),
    ("post", "cases/{number}/reissue/", 404),
    ("get", "print/{number}/", 404),
    ("get", "checks/", 403),
    ("get", "calls/", 200),
    ("get", "calls/1/", 404),
    ("post", "calls/1/take/", 404),
    ("get", "undelivered/", 200),
    ("get", "undelivered/1/", 404),
    ("post", "undelivered/1/take/", 404),
    ("get", "codes/", 200),
    ("post", "codes/1/print/", 404),
    ("post", "codes/1/void/", 404),
]


def test_the_table_names_every_door() -> None:
    named = {path.split("/")[0] for _method, path, _status in DOORS}
    assert {str(pattern.pattern).split("/")[0] for pattern in urlpatterns} == named
    assert {guard_of(pattern) for pattern in urlpatterns if isinstance(pattern, URLPattern)} == {
        "operators-only",
        "data-officers-only",
    }


@pytest.mark.parametrize("who", [*CAST, "he", "nobody"])
def test_only_operators_enter(city: City, as_person: Any, client: Any, who: str) -> None:
    number = closed(city).number
    browser = client if who == "nobody" else as_person(getattr(city, who))
    got = {
        (method, path): getattr(browser, method)(f"/desk/phone/{path.format(number=number)}").status_code
        for method, path, _status in DOORS
    }
    want = {
        (method, path): status if who == "he" else 302 if who == "nobody" else CAST[who]
        for method, path, status in DOORS
    }
    assert {key: value for key, value in got.items() if value != want[key]} == {}


def test_the_data_officer_reads_who_guessed_wrongly_and_nothing_else(city: City, as_person: Any) -> None:
    case = closed(city)
    actions.start_calling_back("13900139000", number=case.number, by=city.he, at=NOON)
    right = actions.start_calling_back("13800138000", number=case.number, by=city.he, at=NOON)
    actions.confirm_called_back(right, is_reached=True, by=city.he, at=NOON)
    dong = as_person(city.dong)
    wrong = dong.get("/desk/phone/checks/").content.decode()
    assert wrong.count(case.number) == 1
    assert "Wrong number or code" in wrong
    assert dong.get("/desk/phone/checks/?sure=all").content.decode().count(case.number) == 2
    assert dong.get("/desk/phone/checks/?after=x").status_code == 200
    assert dong.get("/desk/phone/").status_code == 403
    assert dong.get(f"/desk/phone/cases/{case.number}/").status_code == 403


def test_an_officer_of_another_side_reads_why_not(city: City, as_person: Any) -> None:
    page = as_person(city.lin).get("/desk/phone/")
    assert page.status_code == 403
    assert "The phone desk is for its operators" in page.content.decode()
