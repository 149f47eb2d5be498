"""Blanks in the templates of answers: a closed list, filled from the case; none may be left open in what goes out."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence

# name: what it is filled with, and the words that stand for it in Chinese
BLANKS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "number": (_("the number of the case"), ("编号", "編號")),
    "office": (_("your office"), ("单位", "單位")),
    "date": (_("today"), ("日期",)),
    "matter": (_("what it is about"), ("事项", "事項")),
    "place": (_("where it is"), ("地点", "地點")),
    "reported": (_("the day of the report"), ("来件日期", "來件日期")),
    "due": (_("the promised day"), ("期限",)),
    "until": (_("the day until which it may be appealed"), ("申诉期限", "申訴期限")),
}
_NAMED = {word: name for name, (_told, words) in BLANKS.items() for word in (name, *words)}
_BLANK = re.compile(r"\{\s*([\w \-…?？]{1,30}?)\s*\}")


def strange_blanks(text: str) -> list[str]:
    """What stands in braces and is no blank of the list."""
    return [said for said in _BLANK.findall(text) if said not in _NAMED]


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with its blanks filled from what is known; what is not known stays as it is, to be written by hand."""

    def fill(found: re.Match[str]) -> str:
        return known.get(_NAMED.get(found[1], ""), "") or found[0]

    return _BLANK.sub(fill, text)


def blanks_fault(text: str) -> Sentence:
    """Why a text cannot go out: a blank of a template is left open in it; "" when none is."""
    left = list(dict.fromkeys(found[0] for found in _BLANK.finditer(text)))
    if not left:
        return ""
    return format_lazy(
        _("This is still to be filled in: {blanks}. Write it by hand, or take it out."), blanks=", ".join(left)
    )
