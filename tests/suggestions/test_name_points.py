"""Whoever opens a suggestion or leads it says, point by point, what it asks for."""

import pytest
from django.test import Client

from civic.cases.models import Point
from civic.cases.queries import first_broken_line, timeline
from civic.cases.rules import MOVES
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.suggestions.actions import call_due, name_points
from tests.people import City
from tests.suggestions.ground import HOUR, LATER, fresh, opened, resident, suggested, supported, threshold
from tests.suggestions.weighing import AT_WORK, POINTS, at_office, drafted, named, weighed

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def test_the_official_who_opens_it_names_its_points_and_everybody_reads_them(city: City, client: Client) -> None:
    case = opened(city)
    name_points(case, by=city.lin, points=[*POINTS, "  "], at=LATER)
    assert list(Point.objects.values_list("number", "text", "round")) == [
        (number, text, 1) for number, text in enumerate(POINTS, start=1)
    ]
    case = fresh(case)
    assert (case.point_count, case.unweighed, case.state) == (3, 3, "supporting")
    page = client.get(f"/suggestions/{case.number}/", headers=EN).content.decode()
    assert "What it asks for" in page
    assert all(text in page for text in POINTS)
    assert "Named the points it makes" in page
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()["weighed"]
    assert [point["text"] for point in told[0]["points"]] == POINTS
    assert first_broken_line(case) is None


def test_one_that_nobody_named_asks_for_what_its_title_says(city: City, client: Client) -> None:
    threshold(city, 1)
    case = opened(city)
    supported(case, resident("anna"))
    call_due(at=LATER + HOUR)
    case = fresh(case)
    assert (case.point_count, case.unweighed) == (1, 1)
    told = client.get(f"/api/v1/suggestions/{case.number}/").json()["weighed"]
    assert [point["text"] for point in told[0]["points"]] == [case.public_title]
    assert Point.objects.get().text == ""  # it goes where the title goes


def test_points_that_were_named_stay_when_the_answer_is_called_for(city: City) -> None:
    threshold(city, 1)
    case = opened(city)
    name_points(case, by=city.lin, points=POINTS, at=LATER)
    supported(case, resident("anna"))
    call_due(at=LATER + HOUR)
    assert fresh(case).unweighed == 3


def test_the_office_that_leads_it_names_them_anew_and_a_point_that_stays_keeps_its_weight(city: City) -> None:
    case = weighed(city, named(city), "taken", "not-taken", "in-part")
    name_points(case, by=city.chen, points=[POINTS[1], "加一盏灯"], at=AT_WORK)
    rows = list(Point.objects.filter(case=case).values_list("number", "text", "weight"))
    assert rows == [(1, POINTS[1], "not-taken"), (2, "加一盏灯", "")]
    assert fresh(case).unweighed == 1
    story = [entry.title for entry in timeline(case, "desk")]
    assert not [title for title in story if str(title) in {row.verb for row in MOVES}]  # each is told in words


@pytest.mark.parametrize(
    "points",
    [[], [" "], ["长椅", "长椅"], ["长" * 301], [f"点{number}" for number in range(21)], ["打 13800138000 给王师傅"]],
)
def test_points_are_few_short_different_and_name_nobody(city: City, points: list[str]) -> None:
    case = opened(city)
    with pytest.raises(NotValid) as refused:
        name_points(case, by=city.lin, points=points, at=LATER)
    assert set(refused.value.fields) == {"points"}
    assert not Point.objects.exists()


def test_only_a_supervisor_before_and_only_the_leading_office_after(city: City) -> None:
    case = opened(city)
    for person in (city.mo, city.chen, city.zhao):
        with pytest.raises((NotAllowed, Conflict)):
            name_points(case, by=person, points=POINTS, at=LATER)
    case = at_office(city)
    for person in (city.lin, city.zhao, city.sun):
        with pytest.raises((NotAllowed, Conflict)):
            name_points(case, by=person, points=POINTS, at=AT_WORK)


def test_nothing_is_named_anew_once_an_answer_waits(city: City) -> None:
    case = drafted(city, weighed(city, named(city)))
    with pytest.raises(Conflict):
        name_points(case, by=city.chen, points=["别的"], at=AT_WORK)


def test_a_suggestion_makes_points_and_nothing_else_does(city: City) -> None:
    with pytest.raises(Conflict):
        name_points(city.case("filed"), by=city.lin, points=POINTS, at=LATER)
    name_points(suggested(city), by=city.lin, points=POINTS, at=LATER)
