"""Beside the worklist: numbers on saved views, and the map of the same cases."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk import actions
from civic.desk.queries.worklist import SAVED_COUNTED
from civic.desk.rules import COUNTED_TO
from civic.offices import actions as offices
from tests.desk.test_worklist import _copies
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db


def saved_counts(page: Any) -> dict[str, str]:
    """The numbers on saved views, by name."""
    found = re.findall(
        r'dir="auto">([^<]+)<span class="n">(?:<svg.*?</svg><span.*?</span> )?([^<]*)</span>', page.content.decode()
    )
    return dict(found)


def test_each_saved_view_shows_its_number(city: City, as_person: Any) -> None:
    for state in ("filed", "accepted", "in-hand"):
        city.case(state)
    for name, query in (
        ("All", "view=all"),
        ("Taken", "view=all&state=in-hand"),
        ("Lamps", "view=all&matter=0101&area=990102"),
        ("Words", "view=all&q=望江路"),
        ("Nothing", "view=all&kind=thanks"),
        ("Gone", "view=all&matter=9999"),
    ):
        actions.save_view(name, query=query, by=city.lin, at=NOON)
    told = saved_counts(as_person(city.lin).get("/desk/"))
    assert told == {"All": "3", "Taken": "1", "Lamps": "3", "Words": "3", "Nothing": "0", "Gone": "0"}


def test_a_shared_view_counts_what_each_officer_sees(city: City, as_person: Any) -> None:
    city.case("in-hand")
    li = Person.objects.create_user("li", name="Li")
    office = city.office("supervision")
    offices.appoint(li, side="check", role="supervisor", office=office, area=city.area("990101"), starts=SINCE, at=NOON)
    actions.save_view("Ours", query="view=all", by=city.lin, office=office, at=NOON)
    assert saved_counts(as_person(city.lin).get("/desk/"))["Ours"] == "1"
    assert saved_counts(as_person(li).get("/desk/"))["Ours"] == "0"


def test_numbers_are_bounded_and_cost_no_query_of_their_own(city: City, as_person: Any) -> None:
    lin = as_person(city.lin)
    case, spent = city.case("filed"), []
    actions.save_view("0", query="view=all&area=990102", by=city.lin, at=NOON)
    for more in range(2):
        lin.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            page = lin.get("/desk/")
        spent.append(len(asked))
        if not more:
            _copies(case, COUNTED_TO + 5)
            for number in range(1, SAVED_COUNTED + 2):
                actions.save_view(f"{number:02}", query="view=all&matter=0101", by=city.lin, at=NOON)
    assert spent[1] <= spent[0] <= 10, spent  # a full page asks nothing about cases without a deadline
    told = saved_counts(page)
    assert set(told.values()) == {"999+", ""}
    assert list(told.values()).count("") == 2


# --- the map ---


def on_map(client: Any, query: str = "", **more: str) -> dict[str, Any]:
    """What the map of the list holds."""
    further = "".join(f"&{name}={value}" for name, value in more.items())
    answer = client.get(f"/desk/map.json?view=all{query}{further}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_the_map_holds_the_cases_of_the_list_as_it_was_narrowed(city: City, as_person: Any) -> None:
    case, other = city.case("filed"), city.case("in-hand")
    lin = as_person(city.lin)
    assert {one[3] for one in on_map(lin)["cases"]} == {case.number, other.number}
    assert [one[3] for one in on_map(lin, "&state=in-hand")["cases"]] == [other.number]
    assert [one[3] for one in on_map(lin, "&q=不存在的词语")["cases"]] == []
    assert on_map(lin, bbox="113.0,23.0,113.1,23.1")["count"] == 0
    assert on_map(lin, bbox="113.2,23.0,113.4,23.3")["count"] == 2
    assert on_map(lin, bbox="spoilt")["count"] == 2
    assert lin.get("/desk/map.json?kind=whatever").status_code == 400


def test_no_case_is_on_the_map_that_is_not_on_the_desk(city: City, as_person: Any, client: Any) -> None:
    city.case("in-hand")
    li = Person.objects.create_user("li", name="Li")
    offices.appoint(li, side="act", role="handler", office=city.office("drains"), area=None, starts=SINCE, at=NOON)
    assert on_map(as_person(li))["count"] == 0
    assert as_person(city.mei).get("/desk/map.json").status_code == 403
    assert client.get("/desk/map.json").status_code == 302


def test_many_cases_are_grouped_and_cost_what_few_do(city: City, as_person: Any) -> None:
    case, lin, spent = city.case("filed"), as_person(city.lin), []
    on_map(lin)
    for more in (0, 1100):
        _copies(case, more)
        with CaptureQueriesContext(connection) as asked:
            told = on_map(lin)
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 10
    assert (told["cases"], told["count"], told["is_all"]) == ([], 1000, False)
    assert sum(group[2] for group in told["groups"]) == 1000
    Case.objects.filter(tracking_digest__startswith="copy").update(lat=None, lon=None)
    assert on_map(lin)["count"] == 1


def test_the_map_is_asked_for_once_and_remembered(city: City, as_person: Any) -> None:
    city.case("filed")
    lin = as_person(city.lin)
    assert "data-desk-map" not in lin.get("/desk/").content.decode()
    assert "data-desk-map" in lin.get("/desk/?view=all&map=on").content.decode()
    page = lin.get("/desk/?view=all").content.decode()
    assert 'data-desk-map="/desk/map.json?view=all"' in page
    assert "map=off" in page
    assert "data-desk-map" not in lin.get("/desk/?map=off").content.decode()
    assert "data-desk-map" not in lin.get("/desk/").content.decode()


def test_the_phone_has_the_languages_too(city: City, as_person: Any) -> None:
    page = as_person(city.lin).get("/desk/").content.decode()
    assert "govuk-language-navigation" in page
    with open("static/css/desk.css", encoding="utf-8") as css:
        assert "govuk-language-navigation { display: none" not in css.read()
