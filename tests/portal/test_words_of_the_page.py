"""What tags and filters say: dates as people say them, users' words harmless, every state in words."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import strip_tags

from portal.templatetags import gongzhi as tags

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # 18:00 in the city
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "11 月 24 日 周二 18:00"),
        ("zh-hant", "11 月 24 日 週二 18:00"),
        ("en", "Tuesday 24 November, 18:00"),
    ],
)
def test_a_deadline_is_said_with_weekday_and_hour(language: str, said: str) -> None:
    with translation.override(language), time_machine.travel(NOW, tick=False):
        assert strip_tags(tags.when(AT)) == said
        assert 'datetime="2026-11-24T18:00+08:00"' in tags.when(AT)


def test_the_year_is_said_only_when_it_is_another_one() -> None:
    old = datetime(2025, 7, 10, 2, 0, tzinfo=UTC)
    with time_machine.travel(NOW, tick=False):
        with translation.override("zh-hans"):
            assert strip_tags(tags.day(old)) == "2025 年 7 月 10 日"
            assert strip_tags(tags.day(AT)) == "11 月 24 日"
        with translation.override("en"):
            assert strip_tags(tags.day(old)) == "10 July 2025"
            assert strip_tags(tags.moment(AT)) == "24 November, 18:00"


@pytest.mark.parametrize(
    ("at", "kind", "said"),
    [
        (datetime(2026, 11, 19, 1, 0, tzinfo=UTC), "late", "2 days overdue"),
        (datetime(2026, 11, 20, 22, 0, tzinfo=UTC), "late", "4 hours overdue"),
        (datetime(2026, 11, 21, 10, 0, tzinfo=UTC), "soon", "Today 18:00"),
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), "ok", "Tue 24 Nov"),
        (None, "none", "No deadline"),
    ],
)
def test_the_desk_reads_a_deadline_as_a_state(at: datetime | None, kind: str, said: str) -> None:
    with translation.override("en"):
        drawn = tags.due(at, NOW)
    assert f"due--{kind}" in drawn
    assert strip_tags(drawn) == said


def test_nothing_said_is_never_a_good_verdict() -> None:
    with translation.override("en"):
        for silent in (None, "", "none", "perhaps"):
            assert "verdict--none" in tags.verdict(silent)
            assert strip_tags(tags.verdict(silent, True)) == "Nobody has rated it yet"
        assert strip_tags(tags.verdict("no", True)) == "Resident: not solved"


def test_a_bar_leaves_the_silent_rest_open() -> None:
    drawn = tags.bar(1204, yes=402, no=159)
    assert (drawn["yes"], drawn["no"], drawn["no_from"]) == ("33.4%", "13.2%", "33.9%")
    assert tags.bar(0, yes=0)["yes"] == ""


def test_what_people_wrote_stays_words() -> None:
    drawn = tags.user_text('One\n\n<script>alert("x")</script>\nhttps://bad.example', "zh-Hant")
    assert drawn.startswith('<div class="user" dir="auto" lang="zh-Hant"><p>One</p><p>&lt;script&gt;')
    assert "<a" not in drawn
    assert "<br>" in drawn


def test_a_case_crosses_from_rail_to_rail() -> None:
    assert "M22 0C22 22 10 14 10 38" in tags.rail("res", "check")
    assert tags.rail("", "check") == ""


def test_a_switch_keeps_the_address_and_its_question() -> None:
    request = RequestFactory().get("/cases/", {"q": "灯", "lang": "en"})
    assert tags.lang_url({"request": request}, "zh-hans") == "/cases/?q=%E7%81%AF&lang=zh-hans"
    assert tags.text_size_url({"request": request}, "large").endswith("text=normal")
    assert tags.lang_url({}, "en") == "?lang=en"


def test_a_form_that_was_sent_does_not_send_its_words_into_an_address() -> None:
    posted: Any = RequestFactory().post("/report/?step=1", {"text": "secret"})
    assert tags.lang_url({"request": posted}, "en") == "/report/?lang=en"


def test_only_known_drawings_are_opened() -> None:
    assert tags.matter_art("../../base") == tags.matter_art("other")
    assert "</svg>" in tags.matter_art("lamp")


def test_pages_leave_long_gaps_out() -> None:
    page = SimpleNamespace(
        number=7, paginator=SimpleNamespace(get_elided_page_range=lambda n, on_each_side, on_ends: iter([1, "…", n]))
    )
    assert tags.elided_pages(page) == [1, "…", 7]  # type: ignore[arg-type]
