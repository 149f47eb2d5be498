"""Markdown of officials: whatever is written, nothing runs, nothing is loaded from elsewhere, nothing leads astray."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.markdown import LONGEST, as_html, as_words, is_live

HOSTS = ("gov.cn",)
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<style>*{display:none}</style>",
    '<a href="https://evil.example" onclick="x()">x</a>',
    "<!--<script>-->alert(1)",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "[![x](https://evil.example/a.png)](https://evil.example)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](https://gov.cn.evil.example/)",
    "[x](https://evilgov.cn/)",
    "[x](https://gov.cn@evil.example/)",
    "[x](https://gov.cn:8443/)",
    "[x](http://www.gov.cn/)",
    "[x](https://www.gov.cn\\@evil.example)",
    "[r]: https://evil.example\n\n[r]",
    "<https://evil.example>",
    '[x](<https://evil.example> "onmouseover=alert(1)")',
    '```html"onclick=alert(1)\n<b>x</b>\n```',
    "| a |\n|---|\n| <script>x</script> |",
    "[x](https://[::1)",
    "\x00\u202e[x](https://evil.example)",
]
LIVE = re.compile(r'<a href="([^"]*)"')


ALLOWED = {
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "blockquote",
    "hr",
    "code",
    "pre",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
}
SAID_OF_THEM = {"href", "rel", "start", "scope", "class", "tabindex"}


class _Met(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.said |= {name for name, _value in attrs}

    def handle_comment(self, data: str) -> None:
        self.tags.add("!--")


def is_harmless(html: str) -> bool:
    met = _Met()
    met.feed(html)
    return met.tags <= ALLOWED and met.said <= SAID_OF_THEM


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_hostile_is_shown_as_words_or_not_at_all(text: str) -> None:
    html = str(as_html(text, HOSTS))
    assert is_harmless(html), html
    leads = [one for one in LIVE.findall(html) if not one.startswith("/%5C")]
    assert leads == [], html


def test_a_link_to_elsewhere_keeps_its_words_and_shows_where_it_leads() -> None:
    assert "办事指南 (https://shop.example/a)" in as_html("[办事指南](https://shop.example/a)", HOSTS)


def test_official_hosts_and_the_city_itself_are_linked() -> None:
    html = as_html("[法规](https://flk.gov.cn/x) [灯](/matters/0101/) <https://www.gov.cn/>", HOSTS)
    assert LIVE.findall(html) == ["https://flk.gov.cn/x", "/matters/0101/", "https://www.gov.cn/"]
    assert is_live("/matters/0101/", ())
    assert not is_live("https://flk.gov.cn/x", ())


def test_headings_stand_below_the_title_of_the_page_and_tables_scroll() -> None:
    html = as_html("# 一\n\n## 二\n\n###### 六\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |", HOSTS)
    assert "<h1" not in html
    assert "<h2>一</h2>" in html
    assert "<h4>六</h4>" in html
    assert '<div class="tablebox" tabindex="0"><table>' in html
    assert '<th scope="col">甲</th>' in html


def test_the_words_alone_hold_no_markup() -> None:
    assert (
        as_words("# 为什么\n\n- 不**停放**\n- 不[充电](https://a.example)")
        == "为什么 不停放 不充电 (https://a.example)"
    )


@given(st.text(alphabet="[]()!<>*_`#|-:/\\\n \"'&;=abjs", max_size=300))
def test_no_mixture_of_signs_gets_through(text: str) -> None:
    assert is_harmless(str(as_html(text, HOSTS)))


@pytest.mark.parametrize("piece", ["[", "*a ", "> ", "`", "![[", "<", "- ", "[a](", "**a", "_a_", "|a", "\n#", "(["])
def test_the_longest_of_the_worst_texts_is_read_in_a_moment(piece: str) -> None:
    began = time.process_time()
    as_html((piece * LONGEST)[:LONGEST], HOSTS)
    assert time.process_time() - began < 5
