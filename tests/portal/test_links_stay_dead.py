"""A link in somebody's text is never made live: not on a page, not in a letter, not on the desk; and no sign in it
turns a page around or opens a second line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from civic.cases.models import Case
from civic.lib.plain_text import unlinked
from civic.notices.actions import queue
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.people import NOON, City, Person

ROOT = Path(__file__).resolve().parents[2]
LIVE = re.compile(r"\|\s*(?:urlize|urlizetrunc|safe|safeseq)\b")
MARKED = {
    "civic/lib/markdown.py": "what an official wrote, read without HTML and cleaned against a list of tags",
    "portal/templatetags/gongzhi.py": "drawings and words of our own, each piece escaped before",
    "portal/views/plates.py": "a drawn code of an address of our own",
}

EVIL = "evil.example"
TEXT = (
    f"路灯坏了 http://{EVIL}/a https://{EVIL}/b www.{EVIL} javascript:alert(1) [click](http://{EVIL}) "
    f"<a href='//{EVIL}'>x</a> <script>alert(1)</script> \u202eesrever\u202c \u2066iso\u2069 \u200bzero\u200b "
    "２６-７０４１"
)
TITLE = f"灯坏 http://{EVIL} <b>\u202e\r\nBcc: all@{EVIL}"


def test_no_template_makes_words_live_or_leaves_them_unescaped() -> None:
    live = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and LIVE.search(path.read_text())
    ]
    assert live == []
    off = [
        str(path.relative_to(ROOT / "templates"))
        for path in sorted((ROOT / "templates").rglob("*.html"))
        if "autoescape off" in path.read_text()
    ]
    assert off == []


def test_only_our_own_drawings_are_called_safe() -> None:
    marked = {
        str(path.relative_to(ROOT))
        for folder in ("civic", "portal")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\bmark_safe\(|SafeString\(|\burlize\(", path.read_text())
    }
    assert marked <= set(MARKED)


@pytest.fixture
def case(city: City) -> Case:
    """Public, with every trick a text can hold."""
    filed = city.filed(TEXT, title=TITLE, address=f"望江路 {EVIL}", email="mei@example.com").case
    supervision.publish(filed, by=city.mo, title=TITLE, text=TEXT, address=f"望江路 {EVIL}", keep=_kept(), at=NOON)
    filed.refresh_from_db()
    return filed


def _kept() -> list[str]:
    return [f"all@{EVIL}"]


def test_no_page_leads_anywhere_else(case: Case, city: City, as_person: Callable[[Person], Client]) -> None:
    number = case.number
    public = (
        f"/cases/{number}/",
        "/cases/",
        "/",
        "/cases/map/",
        f"/cases/{number}/object/",
        "/cells/?lat=23.13&lon=113.3",
    )
    pages = [Client().get(where) for where in public]
    desk = as_person(city.lin)
    pages += [desk.get(where) for where in (f"/desk/cases/{number}/", "/desk/?view=all")]
    pages += [as_person(city.mo).get(where) for where in ("/desk/screening/", f"/desk/cases/{number}/publish/")]
    met = 0
    for page in pages:
        body = page.content.decode()
        met += EVIL in body
        assert not re.search(rf'(?:href|src|action|content)="[^"]*(?://|www\.){re.escape(EVIL)}', body)
        assert "<script>alert" not in body
        assert "<b> Bcc" not in body
        assert 'href="javascript:' not in body
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", body)
    assert met >= 6


def test_a_page_sets_the_direction_of_words_that_are_not_its_own(case: Case) -> None:
    body = Client().get(f"/cases/{case.number}/").content.decode()
    assert re.search(rf'dir="auto"[^>]*>[^<]*{re.escape("http://" + EVIL)}', body)


def test_programs_get_words_and_no_markup(case: Case) -> None:
    told = Client().get(f"/api/v1/cases/{case.number}/")
    assert told["Content-Type"].startswith("application/json")
    assert told["X-Content-Type-Options"] == "nosniff"
    assert "\u202e" not in told.content.decode()


def test_no_letter_holds_a_link_that_somebody_typed(case: Case) -> None:
    """Anybody may name somebody else's address and write an advertisement into the title."""
    letters = list(Notice.objects.exclude(body=""))
    assert letters
    for letter in letters:
        assert "\n" not in letter.subject_line
        assert f"//{EVIL}" not in letter.body + letter.subject_line
        assert EVIL not in letter.body + letter.subject_line
        assert "\u202e" not in letter.body


def test_a_title_opens_no_second_line_in_a_letter(city: City) -> None:
    told = {"number": "26-7041-5835", "title": TITLE, "url": "http://127.0.0.1/x/", "due": None}
    [letter] = queue(verb="filed", about="x", language="en", at=timezone.now(), email="mei@example.com", context=told)
    assert "Bcc" not in letter.subject_line
    assert not any(line.startswith("Bcc") for line in letter.body.splitlines())
    assert "http://127.0.0.1/x/" in letter.body


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("http://a.example/b", "http: //a. example/b"),
        ("www.evil.example", "www. evil. example"),
        ("望江路 3.5 米, No.2", "望江路 3.5 米, No.2"),
        ("坏了。请来", "坏了。请来"),
        ("mei@evil.example", "mei@evil. example"),
    ],
)
def test_a_blank_takes_the_life_out_of_a_link(said: str, told: str) -> None:
    assert unlinked(said) == told
    assert unlinked(told) == told
