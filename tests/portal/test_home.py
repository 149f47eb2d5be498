"""The front page: what can be done here, how well it goes, and the newest answers as they are."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from civic.supervision import actions as supervision
from portal import navigation
from portal.views import home
from tests.insights.counting import LATER, counted
from tests.pages import read
from tests.people import City
from tests.promises.ground import drafted, promised


@pytest.fixture(autouse=True)
def _count_again() -> None:
    home.forget_numbers()
    navigation.forget_city_name()


def _recent() -> dict[str, object]:
    return {"at": timezone.now() - timedelta(days=2)}


def test_an_empty_city_says_so_and_still_opens_its_windows(city: City, client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/report/"' in page
    assert 'action="/track/"' in page
    assert 'href="/report/?kind=suggestion"' in page
    assert "There is nothing to count yet." in page
    assert "No answer has been published yet." in page


def test_not_solved_stands_in_its_place_among_the_newest_answers(city: City, client: Client) -> None:
    city.rated(city.case("closed", **_recent()), "no", text="又灭了。")
    page = client.get("/").content.decode()
    assert "Resident: not solved" in page
    assert "round 2" in page
    assert "又灭了。" not in page  # nobody has screened it


def test_screened_words_of_a_rating_stand_beside_it(city: City, client: Client) -> None:
    case = city.rated(city.case("closed", **_recent()), "yes", text="修好了。")
    supervision.publish(case, by=city.mo, title=case.public_title, text=case.public_text, at=timezone.now())
    assert "修好了。" in client.get("/").content.decode()


def test_every_figure_shows_what_it_is_a_part_of(city: City, client: Client) -> None:
    city.rated(city.case("closed"), "yes")
    city.case("closed")
    counted()
    with time_machine.travel(LATER, tick=False):
        page = read(client.get("/"))
    assert "Done in time" in page, page
    assert "2 of 2" in page
    assert "2 could say so; 1 did, 1 did not. Silence is not a yes." in page


def test_a_withheld_case_leaves_the_front_page_at_once(city: City, client: Client) -> None:
    case = city.case("closed", **_recent())
    assert case.number in client.get("/").content.decode()
    supervision.withhold(case, by=city.mo, reason="有人名。", at=timezone.now())
    assert case.number not in client.get("/").content.decode()


def test_the_front_page_costs_at_most_ten_queries_cold_and_four_warm(city: City, client: Client) -> None:
    for _each in range(8):
        city.rated(city.case("closed", **_recent()), "yes", text="好。")
        promised(city)
    with CaptureQueriesContext(
        connection,
    ) as cold:
        client.get("/")
    with CaptureQueriesContext(connection) as warm:
        client.get("/")
    assert len(cold) <= 10
    assert len(warm) <= 4


def test_what_the_city_promised_stands_there_and_no_draft(city: City, client: Client) -> None:
    promised(city, titles={"en": "Benches for the park"})
    drafted(city, titles={"en": "Perhaps a lamp"})
    body = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert "Benches for the park" in body
    assert "Perhaps a lamp" not in body


def test_a_callout_points_at_a_case_that_lies_near_it_and_never_across_the_city() -> None:
    def dot(x: float, y: float) -> home.Dot:
        return home.Dot(x, y, "yes", "", "/", "路灯不亮")

    far, near = dot(300, 590), dot(240, 140)
    assert [(one["side"], one["x"]) for one in home._callouts([far, near, dot(640, 200)])] == [
        ("left", 240),
        ("right", 640),
    ]
    assert home._callouts([far]) == []
