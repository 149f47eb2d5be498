"""Rule 14: no badges for volume, no streaks, no rankings, no infinite lists, nothing sent between 22 and 8 o'clock, no
marketing, no scripts of others, no profiling; location is off until somebody asks for it."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.test import Client

from civic.accounts.models import Person
from civic.notices.models import Notice
from civic.offices.models import Office
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from civic.youth.queries.public import A_PAGE, public_proposals, shuffled
from civic.youth.rules import Phase
from civic.youth.rules.letters import IdeaTold
from tests.people import City
from tests.youth.ground import Track, during, enter, found_track, propose

pytestmark = pytest.mark.django_db
AT = during(Phase.DISTRICT)
NIGHT = datetime(2026, 10, 20, 23, 30, tzinfo=UTC) - timedelta(hours=8)  # 23:30 in the city
MORNING = NIGHT + timedelta(hours=9)
LURES = re.compile(
    r"\b(badge|streak|rank(ed|ing)?|top \d|trending|popular|most liked|likes?:|points?:|level \d|share)\b", re.I
)
NAMES_IT_AWAY = ("Nothing is ranked", "nobody counts likes")  # the pages say that there is none


@pytest.fixture
def track(city: City) -> Track:
    return found_track()


def _pages(proposal: Proposal) -> list[str]:
    return [
        "/little-mayor/",
        "/little-mayor/proposals/",
        f"/little-mayor/proposals/{proposal.number}/",
        "/little-mayor/map/",
        "/little-mayor/editions/3/",
    ]


class _Loads(HTMLParser):
    """Whatever a page makes a browser fetch or run, and the words it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        for name in ("src", "srcset", "data-src", "poster", "action", "formaction", "ping"):
            if named.get(name):
                self.fetched.append(str(named[name]))
        if tag == "link" and named.get("rel") != "alternate" and named.get("rel") != "canonical":
            self.fetched.append(named.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _loads(client: Client, page: str) -> _Loads:
    found = _Loads()
    found.feed(client.get(page, headers={"accept-language": "en"}).content.decode())
    return found


def test_no_page_ranks_counts_likes_or_hands_out_badges(track: Track, client: Client) -> None:
    proposal = propose(enter(track, "木棉"))
    for page in _pages(proposal):
        words = " ".join(_loads(client, page).words)
        for said in NAMES_IT_AWAY:
            words = words.replace(said, "")
        assert LURES.findall(words) == [], page


def test_no_page_loads_anything_from_elsewhere(track: Track, client: Client) -> None:
    proposal = propose(enter(track, "木棉"))
    for page in _pages(proposal):
        fetched = _loads(client, page).fetched
        assert fetched != []
        assert [one for one in fetched if "//" in one] == [], page


def test_no_page_asks_where_somebody_is_or_keeps_something_in_the_browser(track: Track, client: Client) -> None:
    proposal = propose(enter(track, "木棉"))
    for page in _pages(proposal):
        answer = client.get(page)
        assert answer.cookies == {}
        assert "geolocation" not in answer.content.decode()
        assert "data-here" not in answer.content.decode()


def test_a_list_ends_and_its_order_is_drawn_anew_each_day_the_same_for_everybody(track: Track) -> None:
    entry = enter(track, "木棉")
    for _number in range(A_PAGE + 3):
        propose(entry)
    rows, day = public_proposals(track.edition), AT.date()

    def order(day_after: int) -> list[int]:
        on = day + timedelta(days=day_after)
        return [one.pk for page in (1, 2) for one in shuffled(rows, day=on, page=page).proposals]

    assert len(shuffled(rows, day=day).proposals) == A_PAGE
    assert shuffled(rows, day=day, page=99).page == 2  # it ends
    assert order(0) == order(0)
    assert sorted(order(0)) == sorted(order(1)) == sorted(rows.values_list("pk", flat=True))
    assert order(0) != order(1)


def test_nobody_stands_first_more_often_than_others(track: Track) -> None:
    entry = enter(track, "木棉")
    for _number in range(5):
        propose(entry)
    first = [shuffled(public_proposals(), day=AT.date() + timedelta(days=day)).proposals[0].pk for day in range(200)]
    assert len(set(first)) == 5
    assert max(first.count(one) for one in set(first)) < 80


def test_what_is_told_at_night_waits_for_the_morning(track: Track) -> None:
    mother = Person.objects.create_user("mother", email="mother@example.com", language="en")
    proposal = propose(enter(track, "木棉", guardian=mother))
    tang, bai = Person.objects.get(handle="tang"), Person.objects.get(handle="bai")
    words = "木棉你好：我们去桥下看过了。你说得对，那盏灯不够亮。我们先在两头装两盏灯。"
    with time_machine.travel(NIGHT, tick=False):
        letter = youth.write_letter(
            proposal,
            by=tang,
            office=Office.objects.get(code="dongqiao-lamps"),
            words=words,
            ideas=[IdeaTold("灯", "not", "现在不行。")],
            at=NIGHT,
        )
        youth.send_letter(letter, by=bai, at=NIGHT)
    told = Notice.objects.filter(verb="youth-letter")
    assert told.count() == 1
    assert told.leaving(NIGHT).count() == 0
    assert told.leaving(MORNING).count() == 1


def test_no_row_about_a_child_holds_a_score_a_count_of_likes_or_an_exact_point() -> None:
    names = {field.name for model in (Entry, Proposal) for field in model._meta.get_fields()}
    counted = re.compile(
        r"^(likes|views|shares|score|rank|streak|points?|badges?|followers?|lat|lon|latitude|longitude)$"
    )
    assert [name for name in names if counted.match(name)] == []
