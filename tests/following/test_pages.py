"""The pages: follow a matter, a place, a cell; what I follow, changed and stopped; nobody touches somebody else's."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.queries import Viewer
from civic.following import actions as following
from civic.following.models import Follow, Follower
from civic.following.queries import told_about
from civic.lib.refusals import NotValid
from civic.me.actions import erase
from tests.following.hands import followed, followed_by
from tests.pages import read
from tests.people import IN_DONGQIAO, NOON, City

LAT, LON = IN_DONGQIAO
PAGES = [
    ("/following/matter/?matter=0101", "matter:0101@", {}),
    ("/following/matter/?matter=0101&area=990102", "matter:0101@990102", {}),
    ("/following/matter/?area=990102", "matter:@990102", {}),
    ("/cells/management/99010200100101/follow/", "cell:management:99010200100101", {}),
    (f"/following/around/?lat={LAT}&lon={LON}&place=Lamp", f"around:{LAT:.5f},{LON:.5f},250", {"metres": "250"}),
]


@pytest.mark.parametrize(("url", "key", "more"), PAGES)
def test_each_thing_is_followed_from_its_page(
    city: City, as_person: Any, url: str, key: str, more: dict[str, str]
) -> None:
    browser = as_person(city.mei)
    assert browser.get(url).status_code == 200
    assert not Follow.objects.exists()
    assert browser.post(url, {"rhythm": "daily", **more}).status_code == 302
    follow = Follow.objects.get()
    assert (follow.key, follow.rhythm) == (key, "daily")


@pytest.mark.parametrize(
    "url",
    [
        "/following/",
        "/following/matter/",
        "/following/matter/?matter=",
        "/following/around/",
        "/following/around/?q=%E8%B7%AF",
        "/following/around/?lat=39.9&lon=116.4",
        "/following/around/?lat=999&lon=nan",
        "/following/around/?lat=1e400&lon=x",
    ],
)
def test_the_ways_there_are_open_to_everybody(city: City, client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/following/matter/?matter=nope", "/cells/management/none/follow/"])
def test_what_there_is_not_cannot_be_followed(city: City, client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("metres", ["", "99", "6000", "x", "²"])
def test_a_circle_of_another_size_is_refused_beside_its_field(city: City, as_person: Any, metres: str) -> None:
    page = as_person(city.mei).post(f"/following/around/?lat={LAT}&lon={LON}", {"rhythm": "daily", "metres": metres})
    assert page.status_code == 400
    assert not Follow.objects.exists()


@pytest.mark.usefixtures("clock_stands")
def test_my_page_lists_what_i_follow_in_as_many_statements_for_many_as_for_one(city: City, as_person: Any) -> None:
    browser, counts = as_person(city.mei), []
    followed_by(city.mei, following.of_case(city.case()))
    browser.get("/me/")  # it remembers the address once
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get("/me/")
        counts.append(len(asked))
        for _more in range(8):
            followed_by(city.mei, following.of_case(city.case()))
        followed_by(city.mei, following.of_matter(city.matter(), city.area()))
    assert counts[0] == counts[1]
    assert "望江路路灯不亮" in read(page)


def test_i_change_how_often_and_stop_one_or_all(city: City, as_person: Any) -> None:
    browser = as_person(city.mei)
    one = followed_by(city.mei, following.of_case(city.case()))
    other = followed_by(city.mei, following.of_matter(city.matter(), None))
    browser.post(f"/following/{one.pk}/", {"rhythm": "weekly"})
    one.refresh_from_db()
    assert one.rhythm == "weekly"
    browser.post(f"/following/{one.pk}/", {"rhythm": "never"})
    browser.post(f"/following/{one.pk}/", {})
    one.refresh_from_db()
    assert one.rhythm == "weekly"
    with pytest.raises(NotValid):
        following.set_rhythm(one, rhythm="hourly", at=NOON)
    browser.post(f"/following/{one.pk}/", {"rhythm": "daily", "stop": "1"})
    assert Follow.objects.get() == other
    browser.post("/following/all/")
    assert not Follower.objects.exists()


def test_somebody_elses_follow_does_not_exist_for_me(city: City, as_person: Any, client: Client) -> None:
    follow = followed(following.of_case(city.case()))
    for browser in (as_person(city.mei), client):
        assert browser.post(f"/following/{follow.pk}/", {"stop": "1"}).status_code == 404
        browser.post("/following/all/")
        assert browser.post("/following/calendar/").status_code == 404
    assert Follow.objects.get() == follow


def test_the_address_of_the_calendar_is_shown_once(city: City, as_person: Any) -> None:
    followed_by(city.mei, following.of_case(city.case()))
    browser = as_person(city.mei)
    page = browser.post("/following/calendar/").content.decode()
    token = re.findall(r"/following/calendar/([^/?\"]+)/deadlines.ics", page)[0]
    assert browser.get(f"/following/calendar/{token}/deadlines.ics").status_code == 200
    assert token not in browser.get("/me/").content.decode()
    browser.post("/following/calendar/", {"drop": "1"})
    assert browser.get(f"/following/calendar/{token}/deadlines.ics").status_code == 404


def test_what_i_follow_goes_along_and_goes_with_me(city: City) -> None:
    case = city.case()
    followed_by(city.mei, following.of_case(case), rhythm="weekly")
    [told] = told_about(Viewer(person=city.mei))
    assert case.number in told["what"]
    assert told["confirmed"]
    assert told["last_told"] is None
    erase(Viewer(person=city.mei), at=NOON)
    assert not Follower.objects.exists()


def test_a_place_found_by_name_keeps_its_degrees_to_the_metre(city: City, client: Client) -> None:
    """A longitude of six digits lay up to fifty metres beside the place."""
    page = client.get("/following/around/?lat=23.125333&lon=113.300075").content.decode()
    assert 'data-lat="23.12533"' in page
    assert 'data-lon="113.30008"' in page
