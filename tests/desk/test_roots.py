"""Where the causes lie: cases by root stage, for those who steer, as far as they may read."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.desk.queries.roots import roots
from civic.handling import actions as handling
from tests.desk.test_task_pages import viewer
from tests.helpers import HOUR, given, helped
from tests.pages import read
from tests.people import NOON, City

__all__ = ["helped"]


def counts(city: City, who: str) -> dict[str, tuple[int, int]]:
    return {root.stage: (root.cases, root.open_tasks) for root in roots(viewer(city, who))}


def test_every_stage_of_the_closed_list_stands_there_with_its_cases(helped: City) -> None:
    case = helped.case("in-hand")
    given(helped, case, "upstream", "planning", root="planning", days=20)
    given(helped, case, "upstream", "traffic-police", root="planning", days=20)
    taken_back = given(helped, case, "upstream", "planning", root="service", days=20)
    handling.withdraw_task(taken_back, by=helped.chen, reason="弄错了。", at=NOON + 6 * HOUR)
    assert counts(helped, "sun") == {
        "planning": (1, 2),
        "building": (0, 0),
        "management": (0, 0),
        "enforcement": (0, 0),
        "service": (0, 0),
    }


def test_the_cases_of_a_stage_are_listed_and_linked(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand")
    given(helped, case, "upstream", "planning", root="planning", days=20)
    page = as_person(helped.sun).get("/desk/roots/planning/", HTTP_ACCEPT_LANGUAGE="en")
    assert f"/cases/{case.number}/" in page.content.decode()
    assert "City Planning" in read(page)


@pytest.mark.parametrize(
    ("who", "status"), [("sun", 200), ("lin", 200), ("zhao", 200), ("chen", 403), ("ping", 403), ("rui", 403)]
)
def test_it_is_for_those_who_steer(helped: City, as_person: Any, who: str, status: int) -> None:
    assert as_person(getattr(helped, who)).get("/desk/roots/").status_code == status


def test_a_stage_that_is_none_does_not_exist(helped: City, as_person: Any) -> None:
    assert as_person(helped.sun).get("/desk/roots/fate/").status_code == 404


def test_what_somebody_may_not_read_is_not_counted_for_her(helped: City) -> None:
    case = helped.case("in-hand", published=False)
    given(helped, case, "upstream", "planning", root="planning", days=20)
    assert counts(helped, "lin")["planning"] == (1, 1)
    assert counts(helped, "rui")["planning"] == (0, 0)


def test_many_cost_as_many_queries_as_few(helped: City, as_person: Any) -> None:
    sun, told = as_person(helped.sun), []
    case = helped.case("in-hand")
    for rows in (2, 10):
        for _turn in range(rows):
            given(helped, case, "upstream", "planning", root="planning", days=20)
        with CaptureQueriesContext(connection) as asked:
            assert sun.get("/desk/roots/planning/").status_code == 200
        told.append(len(asked))
    assert told[1] <= told[0]
