"""What may be written of a matter, and which words may point to it. No table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.rules.catalogue import LANGUAGES, TEXTS
from civic.offices.rules.questions import questions_fault

TEXT_LONGEST = 2_000
CALLS_MOST = 6
KEYWORDS_MOST = 40
KEYWORD_LONGEST = 40
WEIGHTS = (1, 2, 3)
USUAL_WEIGHT = 2

_CALL = re.compile(r"[+]?[0-9](?:[0-9 -]{0,18}[0-9])")
_WEIGHED = re.compile(r"(?P<word>.*\S)\s*[:：]\s*(?P<weight>[0-9]+)\s*")


def bare_texts(texts: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The texts as they are stored: without blanks around them, and only those that say something."""
    told = {
        name: {language: said for language, text in words.items() if (said := _one_line_end(text))}
        for name, words in texts.items()
    }
    return {name: words for name, words in told.items() if words}


def wording_faults(texts: Mapping[str, Mapping[str, str]], questions: Any, calls: Sequence[str]) -> dict[str, Sentence]:
    """What is wrong with a wording, each under its place ("filing.zh-hans", "questions.0.label", "calls")."""
    faults: dict[str, Sentence] = {}
    for name, words in texts.items():
        if name not in TEXTS or set(words) - set(LANGUAGES):
            raise TypeError(f"No such text: {name}")
        if any(words.values()) and not (words.get("zh-hans") or "").strip():
            faults[f"{name}.zh-hans"] = _("Write it in simplified Chinese too; the other languages fall back on it.")
        for language, text in words.items():
            if len(text) > TEXT_LONGEST:
                faults[f"{name}.{language}"] = format_lazy(_("Keep it under {most} characters."), most=TEXT_LONGEST)
    faults |= questions_fault(questions)
    if fault := _calls_fault(calls, has_notice=bool(bare_texts(texts).get("emergency"))):
        faults["calls"] = fault
    return faults


def read_keyword(written: str) -> tuple[str, int]:
    """A word with its weight, as it is written down: “pothole” or “pothole:3”."""
    if found := _WEIGHED.fullmatch(written):
        return found["word"].strip(), int(found["weight"])
    return written.strip(), USUAL_WEIGHT


def keywords_fault(words: Iterable[tuple[str, int]]) -> Sentence:
    """The first thing wrong with the keywords of a matter, or ""."""
    words = list(words)
    if len(words) > KEYWORDS_MOST:
        return format_lazy(_("At most {most} keywords a matter: choose the telling ones."), most=KEYWORDS_MOST)
    for word, weight in words:
        if len(word) > KEYWORD_LONGEST:
            return format_lazy(_("“{word}” is too long for a keyword."), word=f"{word[:KEYWORD_LONGEST]}…")
        if not any(sign.isalnum() for sign in word):
            return _("A keyword has letters, signs or digits.")
        if weight not in WEIGHTS:
            return format_lazy(
                _("“{word}” weighs {weight}: weights are 1 (weak), 2 and 3 (telling)."), word=word, weight=weight
            )
    return ""


def _calls_fault(calls: Sequence[str], *, has_notice: bool) -> Sentence:
    if len(calls) > CALLS_MOST:
        return format_lazy(_("Name at most {most} numbers to call."), most=CALLS_MOST)
    if not all(isinstance(call, str) and _CALL.fullmatch(call) for call in calls):
        return _("Write each number to call in digits, such as 119.")
    if calls and not has_notice:
        return _("Numbers to call stand below an emergency notice: write the notice too, or leave the numbers out.")
    return ""


def _one_line_end(text: str) -> str:
    """A browser ends lines with two signs; stored they are one."""
    return text.replace("\r\n", "\n").strip()
