"""An answer of the site, made comparable: what tells two answers apart for somebody who must not tell them apart."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from civic.lib.codes import new_number

NOWHERE = new_number(26)  # a number that was never issued
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce-[A-Za-z0-9+/=_-]+|nonce="[^"]*"')


def body_of(answer: Any) -> str:
    """The whole body as text."""
    raw = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return str(raw.decode("utf-8", "replace"))


def words_of(answer: Any) -> str:
    """What a person reads of it, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body_of(answer))).split())


def same(text: str, *said: str) -> str:
    """A text with the number somebody asked for, and what changes with every answer, taken out."""
    for word in said:
        text = text.replace(word, "#")
    return _TOKEN.sub("", text)


def face_of(answer: HttpResponse, *said: str) -> tuple[Any, ...]:
    """All that an answer shows: status, where it leads, what kind of thing, and every word of it."""
    headers = sorted(
        (name, same(value, *said)) for name, value in answer.items() if name not in ("Content-Length", "Expires")
    )
    cookies = sorted(name for name in answer.cookies if name not in ("csrftoken", "sessionid"))
    return answer.status_code, tuple(headers), tuple(cookies), same(body_of(answer), *said)


def told(sentence: str, language: str) -> str:
    """A sentence of the house as somebody reads it in her language."""
    with translation.override(language):
        return " ".join(gettext(sentence).split())


def leads_to(answer: Any, path: str) -> bool:
    """Does it lead to this page?"""
    return answer.status_code == 302 and answer.headers["Location"].split("?")[0] == path
