"""Feeds and calendars: what everybody may read and nothing else, at stable addresses, asked anew each time."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from hypothesis import given
from hypothesis import strategies as st

from civic.following import actions as following
from civic.following.models import Follower
from civic.lib.ical import OCTETS_MOST, escaped, folded
from civic.supervision import actions as supervision
from tests.following.hands import EMAIL, followed, followed_by
from tests.people import IN_DONGQIAO, City

HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"
LAT, LON = IN_DONGQIAO
BROAD = [
    "/feeds/feed.atom",
    "/feeds/feed.atom?matter=0101",
    "/feeds/feed.atom?area=990102",
    "/feeds/feed.atom?area=990100&matter=0101",
    f"/feeds/around/feed.atom?near={LAT},{LON},100",
    "/cells/management/99010200100101/feed.atom",
]
ELSEWHERE = [
    "/feeds/feed.atom?matter=0102",
    "/feeds/feed.atom?area=990101",
    f"/feeds/around/feed.atom?near={LAT + 0.01},{LON},100",
]


def titles(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert answer["Content-Type"].startswith("application/atom+xml")
    return [
        entry.findtext(f"{ATOM}title") or "" for entry in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")
    ]


def test_the_feed_of_a_case_tells_its_steps_with_the_answer_the_newest_first(city: City, client: Client) -> None:
    case = city.case("closed")
    told = titles(client, f"/cases/{case.number}/feed.atom")
    assert len(told) >= 6
    assert "closed" in told[0].lower()
    assert "已更换电缆" in client.get(f"/cases/{case.number}/feed.atom").content.decode()


@pytest.mark.parametrize("url", BROAD)
def test_a_feed_tells_what_lies_in_it(city: City, client: Client, url: str) -> None:
    city.case("accepted", at=timezone.now() - 5 * HOUR)
    told = titles(client, url)
    assert told
    assert all("望江路路灯不亮" in one for one in told)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_feed_tells_nothing_of_elsewhere(city: City, client: Client, url: str) -> None:
    city.case("accepted", at=timezone.now() - 5 * HOUR)
    assert titles(client, url) == []


def test_whoever_comes_back_reads_304_until_something_happens_or_is_hidden(city: City, client: Client) -> None:
    case = city.case(at=timezone.now() - 5 * HOUR)
    for url in (f"/cases/{case.number}/feed.atom", f"/cases/{case.number}/deadlines.ics", "/feeds/feed.atom"):
        first = client.get(url)
        assert first["Cache-Control"] == "public, no-cache"
        assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    tag = client.get("/feeds/feed.atom")["ETag"]
    supervision.withhold(case, by=city.mo, reason="personal", at=timezone.now())
    after = client.get("/feeds/feed.atom", headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert case.number not in after.content.decode()
    assert client.get(f"/cases/{case.number}/feed.atom").status_code == 404
    assert client.get(f"/cases/{case.number}/deadlines.ics").status_code == 404


def test_whoever_asks_by_the_day_alone_reads_what_was_hidden_since_no_more(city: City, client: Client) -> None:
    shown, case = city.case(at=timezone.now() - 6 * HOUR), city.case(at=timezone.now() - 5 * HOUR)
    feed = "/feeds/feed.atom"
    kept = client.get(feed).get("Last-Modified") or http_date(timezone.now().timestamp())
    supervision.withhold(case, by=city.mo, reason="personal", at=timezone.now())
    after = client.get(feed, headers={"If-Modified-Since": kept})
    assert after.status_code == 200
    assert shown.number in after.content.decode()
    assert case.number not in after.content.decode()
    days = f"/cases/{shown.number}/deadlines.ics"
    assert client.get(days, headers={"If-Modified-Since": http_date(timezone.now().timestamp())}).status_code == 200


def test_what_nobody_has_screened_is_in_no_feed_and_no_contact_ever_is(city: City, client: Client) -> None:
    hidden = city.case(published=False, at=timezone.now() - 5 * HOUR)
    shown = city.case("accepted", at=timezone.now() - 5 * HOUR, email=EMAIL)
    for url in [*BROAD, f"/cases/{shown.number}/feed.atom", f"/cases/{shown.number}/deadlines.ics"]:
        said = client.get(url).content.decode()
        assert hidden.number not in said
        assert EMAIL not in said
    assert client.get(f"/cases/{hidden.number}/feed.atom").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "/feeds/feed.atom?matter=nope",
        "/feeds/feed.atom?area=%00x",
        "/feeds/around/feed.atom",
        "/feeds/around/feed.atom?near=1,2",
        "/feeds/around/feed.atom?near=23,113,99999",
        "/feeds/around/feed.atom?near=nan,113,500",
        "/cells/management/none/feed.atom",
        "/cases/x/feed.atom",
        "/following/calendar/x/deadlines.ics",
    ],
)
def test_there_is_nothing_at_addresses_nobody_gave(city: City, client: Client, url: str) -> None:
    assert client.get(url).status_code in (400, 404)


def test_a_page_names_its_feed(city: City, client: Client) -> None:
    case = city.case()
    for page, feed in (
        (f"/cases/{case.number}/", f"/cases/{case.number}/feed.atom"),
        ("/cases/", "/feeds/feed.atom"),
        ("/cells/management/99010200100101/", "/cells/management/99010200100101/feed.atom"),
    ):
        assert 'rel="alternate" type="application/atom+xml"' in client.get(page).content.decode()
        assert f'href="{feed}"' in client.get(page).content.decode()


def test_a_calendar_holds_the_day_of_the_answer_and_the_last_day_to_appeal(city: City, client: Client) -> None:
    waiting, over = city.case("accepted"), city.case("closed")
    said = client.get(f"/cases/{waiting.number}/deadlines.ics").content.decode()
    assert waiting.answer_due_at is not None
    assert f"UID:answer-{waiting.number}@" in said
    assert said.startswith("BEGIN:VCALENDAR\r\n")
    assert said.endswith("END:VCALENDAR\r\n")
    assert f"UID:appeal-{over.number}@" in client.get(f"/cases/{over.number}/deadlines.ics").content.decode()


def test_my_calendar_holds_my_cases_and_what_i_follow_but_not_the_words_of_what_is_not_public(
    city: City, client: Client
) -> None:
    mine = city.case(by=city.mei, published=False)
    supervision.accept(mine, by=city.lin, matter=city.matter(), at=mine.filed_at + HOUR)
    other, hidden = city.case("accepted"), city.case("accepted")
    follower = followed_by(city.mei, following.of_case(other)).follower
    followed_by(city.mei, following.of_case(hidden))
    supervision.withhold(hidden, by=city.mo, reason="personal", at=timezone.now())
    url = f"/following/calendar/{following.give_calendar(follower, at=timezone.now())}/deadlines.ics"
    answer = client.get(url)
    said = answer.content.decode().replace("\r\n ", "")
    assert mine.number in said
    assert other.number in said
    assert hidden.number not in said
    assert mine.title not in said
    assert answer["Cache-Control"] == "private, no-cache"
    following.drop_calendar(follower, at=timezone.now())
    assert client.get(url).status_code == 404


def test_the_calendar_of_an_address_ends_with_its_last_follow(city: City, client: Client) -> None:
    follow = followed(following.of_case(city.case()))
    url = f"/following/calendar/{following.give_calendar(follow.follower, at=timezone.now())}/deadlines.ics"
    assert client.get(url).status_code == 200
    following.unfollow(follow, at=timezone.now())
    assert not Follower.objects.exists()
    assert client.get(url).status_code == 404


@given(st.text(max_size=400))
def test_a_line_of_a_calendar_is_never_longer_than_allowed_and_comes_back_whole(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    written = folded(line)
    assert written.endswith("\r\n")
    assert all(len(piece.encode()) <= OCTETS_MOST for piece in written[:-2].split("\r\n"))
    assert written[:-2].replace("\r\n ", "") == line
    assert not {"\r", "\n"} & set(line)
