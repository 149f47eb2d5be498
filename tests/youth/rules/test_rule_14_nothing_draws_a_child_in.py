"""Rule 14: no badges for volume, streaks, rankings, infinite lists, push by night, marketing, third-party scripts,
profiling, scoring of children by machines; no location unless a child chooses a cell (minors' law art. 74; regulation
art. 24, 45)."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models
from django.test import Client

from civic.lib.quiet import is_quiet
from civic.youth.models import Entry, Proposal
from tests.people import City
from tests.youth.ground import enter, found_track, propose

ROOT = Path(settings.BASE_DIR)
LURES = re.compile(
    r"\b(streak|badge|leaderboard|ranking|top[ -]?\d+|trending|most (liked|popular|voted)|share on|\d+ likes?)\b"
    r"|打卡|排行|热门|最受欢迎|点赞|分享到|连续.{0,3}天",
    re.IGNORECASE,
)
MACHINES = re.compile(r"\b(sentiment|predict|classif|embedding|openai|llm|profil(e|ing))\b", re.IGNORECASE)
COUNTED = re.compile(r"(likes|views|shares|score|rank|streak|points|badge|follower)", re.IGNORECASE)


def _pages(client: Client) -> list[str]:
    proposal = propose(enter(found_track(), "早起的木棉"))
    addresses = ("/little-mayor/", "/little-mayor/proposals/", f"/little-mayor/proposals/{proposal.number}/")
    return [
        client.get(address, {"lang": language}).content.decode()
        for address in addresses
        for language in ("zh-hans", "zh-hant", "en")
    ]


@pytest.mark.django_db
def test_no_page_for_children_counts_ranks_or_asks_to_share(city: City, client: Client) -> None:
    for page in _pages(client):
        words = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
        words = words.replace("Nothing is ranked.", "")
        assert not LURES.search(words), LURES.search(words)


@pytest.mark.django_db
def test_nothing_of_others_is_loaded_and_no_script_is_in_the_page(city: City, client: Client) -> None:
    for page in _pages(client):
        loaded = re.findall(r"<(?:script|img|iframe|link)\b[^>]*(?:src|href)=\"([^\"]+)\"", page)
        assert [address for address in loaded if address.startswith(("http:", "https:", "//"))] == []
        assert "<iframe" not in page
        assert "geolocation" not in page


def test_no_row_about_a_child_holds_a_score_a_count_of_likes_or_an_exact_point() -> None:
    for model in (Entry, Proposal):
        for one in model._meta.get_fields():
            if isinstance(one, models.Field):
                assert not COUNTED.search(one.name), f"{model.__name__}.{one.name}"
                assert one.name not in ("lat", "lon", "point", "latitude", "longitude"), one.name


@pytest.mark.django_db
def test_a_list_has_pages_and_an_end(city: City, client: Client) -> None:
    track = found_track()
    for number in range(14):
        propose(enter(track, f"木棉{number}", name=f"小孩{number}"))
    first = client.get("/little-mayor/proposals/").content.decode()
    assert first.count("/little-mayor/proposals/2") + first.count("/little-mayor/proposals/P3") >= 12
    assert "page=2" in first
    assert "IntersectionObserver" not in "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "static" / "js").glob("youth*.js")
    )


@pytest.mark.django_db
def test_the_order_of_a_day_is_drawn_and_says_nothing_of_anybody(
    city: City, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    track = found_track()
    for number in range(8):
        propose(enter(track, f"木棉{number}", name=f"小孩{number}"))

    def order(day: int) -> list[str]:
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 10, day, 4, tzinfo=UTC))
        page = client.get("/little-mayor/proposals/").content.decode()
        return list(dict.fromkeys(re.findall(r"P3-\d{4}", page)))

    assert order(3) == order(3)
    assert len({tuple(order(day)) for day in range(3, 9)}) > 1


def test_what_the_track_sends_waits_for_the_morning() -> None:
    night = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)  # half past eleven in the city
    assert is_quiet(night)


def test_no_rule_of_the_track_scores_a_child_by_machine() -> None:
    wrong = [
        str(path)
        for path in (ROOT / "civic" / "youth").rglob("*.py")
        if re.search(
            r"\b(sentiment|predict|classif|embedding|openai|llm|profil(e|ing))\b", path.read_text("utf-8"), re.I
        )
    ]
    assert wrong == []
