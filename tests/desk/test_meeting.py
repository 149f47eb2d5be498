"""The meeting list: disputed and overdue cases, other days asked for, and the decisions as they were recorded."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.desk.queries import meeting
from civic.handling import actions as handling
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.pages import read
from tests.people import NOON, City

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHY = "灯杆由市排水二所代管。"


def viewer(person: Person) -> Viewer:
    return Viewer(person=person, officer=hand_of(person, on=NOON.date()))


def numbers(points: Any) -> list[str]:
    return [point.case.number for point in points.rows]


def test_a_disputed_case_stands_there_with_what_both_offices_said(city: City, as_person: Any) -> None:
    case = city.disputed()
    found = meeting(viewer(city.sun), at=NOON + 6 * HOUR).disputed
    assert numbers(found) == [case.number]
    assert [said.text for said in found.rows[0].said] == ["这盏灯归公园管理处。", "灯杆上有公园的编号，不归我们。"]
    page = read(as_person(city.sun).get("/desk/meeting/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "灯杆上有公园的编号，不归我们。" in page
    assert "Dongqiao Street Lighting" in page


def test_what_is_overdue_stands_there_the_longest_first(city: City) -> None:
    late, later, soon = (
        city.case("in-hand"),
        city.case("in-hand", at=NOON - DAY),
        city.case("in-hand", at=NOON + 9 * DAY),
    )
    city.case("filed")  # not accepted: the meeting is not about it
    city.case("closed")
    found = meeting(viewer(city.sun), at=NOON + 12 * DAY).overdue
    assert numbers(found) == [later.number, late.number]
    assert soon.number not in numbers(found)


def test_a_demand_that_is_late_makes_a_case_overdue(city: City) -> None:
    case = city.case("in-hand")
    supervision.hasten(case, by=city.lin, text="请装灯。", due=(NOON + DAY).date(), at=NOON + 5 * HOUR)
    assert numbers(meeting(viewer(city.sun), at=NOON + DAY).overdue) == []
    assert numbers(meeting(viewer(city.sun), at=NOON + 2 * DAY).overdue) == [case.number]


def test_another_day_asked_for_stands_there_with_its_reason_until_it_is_decided(city: City) -> None:
    case = city.case("in-hand")
    handling.defer(case, by=city.chen, until=(NOON + 13 * DAY).date(), reason="等电缆。", at=NOON + 5 * HOUR)
    [point] = meeting(viewer(city.lin), at=NOON + 6 * HOUR).asked.rows
    assert (point.case, [said.text for said in point.said]) == (case, ["等电缆。"])
    supervision.grant_deferral(case, by=city.lin, at=NOON + 6 * HOUR)
    assert meeting(viewer(city.lin), at=NOON + 7 * HOUR).asked.rows == ()


def test_the_decisions_are_recorded_for_thirty_days(city: City) -> None:
    case = city.disputed()
    at = NOON + 6 * HOUR
    supervision.decide(case, by=city.sun, office=city.office("drains"), reason=WHY, at=at)
    [decided] = meeting(viewer(city.sun), at=at + DAY).decided
    assert (decided.case, decided.text, decided.at) == (case, WHY, at)
    assert "排水" in decided.office or "Drainage" in decided.office
    assert meeting(viewer(city.sun), at=at + 31 * DAY).decided == ()


@pytest.mark.parametrize(
    ("who", "status"),
    [("sun", 200), ("lin", 200), ("zhao", 200), ("mo", 403), ("chen", 403), ("rui", 403), ("he", 403)],
)
def test_the_list_is_for_the_committee_and_for_those_who_report_to_it(
    city: City, as_person: Any, who: str, status: int
) -> None:
    assert as_person(getattr(city, who)).get("/desk/meeting/").status_code == status
    led = "/desk/meeting/" in as_person(getattr(city, who)).get("/desk/").content.decode()
    assert led == (status == 200)


def test_it_says_so_where_there_is_nothing(city: City, as_person: Any) -> None:
    page = read(as_person(city.sun).get("/desk/meeting/", HTTP_ACCEPT_LANGUAGE="en"))
    for said in ("No case is disputed.", "Nothing is overdue.", "No decision was recorded."):
        assert said in page


def test_a_long_list_costs_as_many_queries_as_a_short_one(city: City, as_person: Any) -> None:
    sun, counts = as_person(city.sun), []
    case = city.disputed(at=NOON)
    for rows in (4, 240):
        _multiply(case, rows)
        with CaptureQueriesContext(connection) as asked:
            page = sun.get("/desk/meeting/")
        assert page.status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0]
    assert "first hundred" in read(sun.get("/desk/meeting/", HTTP_ACCEPT_LANGUAGE="en"))


def _multiply(case: Case, rows: int) -> None:
    """As many cases beside this one, disputed and late."""
    now = timezone.now()
    copies = []
    for turn in range(rows):
        copy = Case.objects.get(pk=case.pk)
        copy.pk, copy.number, copy.tracking_digest = None, f"90-{turn:04d}-{rows:04d}", f"{turn}-{rows}"
        copy.due_at = now - DAY
        if turn % 2:
            copy.state = "accepted"
        copies.append(copy)
    Case.objects.bulk_create(copies)
