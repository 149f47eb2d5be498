"""Markdown of officials as HTML that may stand in a page of the city, and as plain words.

Two locks: the parser takes no HTML, loads no picture and makes a live link only of the city's own addresses and of
hosts on an official list; what it gives is then cleaned against a list of what may stand there. Other links stay as
words that everybody can read and nobody follows by mistake.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 20_000  # signs of one text; longer ones are refused before they come here
TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "code", "pre", "a"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "div"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}, "div": {"class", "tabindex"}}
_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}  # h1 is the page's own
_OURS = re.compile(r"/(?![/\\])[^\s\\]*\Z|#[\w-]+\Z")
_GAPS = re.compile(r"\s+")
_BLOCK_ENDS = re.compile(r"</(?:p|h2|h3|h4|li|th|td|blockquote|pre)>|<br>|<hr>")


class _Reader(MarkdownIt):
    """It takes every link for one: they are judged below, where the words of a bad one can be kept."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its own name for it
        return True


@lru_cache(maxsize=256)
def as_html(text: str, hosts: tuple[str, ...] = ()) -> SafeString:
    """The text as HTML; links live only within the city's site and to these hosts and what is below them."""
    parser = _parser()
    tokens = list(_tamed(parser.parse(text[:LONGEST]), hosts))
    shown = parser.renderer.render(tokens, parser.options, {})
    cleaned = nh3.clean(shown, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"https", "http"}, link_rel="noopener")
    return mark_safe(cleaned)


@lru_cache(maxsize=256)
def as_words(text: str) -> str:
    """The words of the text alone, on one line: for an index and an extract."""
    parted = _BLOCK_ENDS.sub(lambda found: " " + found[0], as_html(text))
    return _GAPS.sub(" ", unescape(nh3.clean(parted, tags=set()))).strip()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return _Reader("commonmark", {"html": False, "maxNesting": 20}).enable("table")


def _tamed(tokens: Sequence[Token], hosts: tuple[str, ...]) -> Iterator[Token]:
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag) if token.type.startswith("heading") else token.tag
        if token.type in ("table_open", "table_close"):
            yield from _boxed(token)
            continue
        if token.type == "fence":
            token.info = ""  # no class of a language
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        if token.children:
            token.children = list(_inline(token.children, hosts))
        yield token


def _boxed(table: Token) -> Iterator[Token]:
    """A wide table scrolls by itself, and the keyboard reaches it."""
    box = Token("html_block", "", 0)
    if table.nesting == 1:
        box.content = '<div class="tablebox" tabindex="0">'
        yield box
        yield table
        return
    yield table
    box.content = "</div>"
    yield box


def _inline(tokens: Sequence[Token], hosts: tuple[str, ...]) -> Iterator[Token]:
    told: list[str] = []  # for each open link that is not live: what is said behind its words
    for token in tokens:
        if token.type == "image":
            yield _said(token.content)
            continue
        if token.type not in ("link_open", "link_close"):
            yield token
            continue
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            told.append("" if is_live(address, hosts) else address)
        behind = told[-1] if token.type == "link_open" else told.pop()
        if not behind:
            yield token
        elif token.type == "link_close" and token.info != "auto":  # an address typed as a link is its own words
            yield _said(f" ({unescape(behind)})")


def is_live(address: str, hosts: tuple[str, ...]) -> bool:
    """May a page of the city make a link of this address? Within the site, and plain https to an official host."""
    if _OURS.match(address):
        return True
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        has_port = parts.port is not None
    except ValueError:
        return False
    is_plain = parts.scheme == "https" and not has_port and "@" not in parts.netloc and "\\" not in address
    return is_plain and any(host == one or host.endswith(f".{one}") for one in hosts)


def _said(words: str) -> Token:
    token = Token("text", "", 0)
    token.content = words
    return token
