"""How a test is written down: one text a language, a line a sentence. Pure.

? a question
- an answer that is wrong
* the answer that is right
! what is told to whoever chose another one
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence

TONGUES = ("zh-hans", "zh-hant", "en")
MOST_QUESTIONS, MOST_ANSWERS, LONGEST_LINE = 20, 6, 300
MARKS = {"?": "words", "？": "words", "-": "wrong", "－": "wrong", "*": "right", "＊": "right", "!": "why", "！": "why"}


@dataclass
class Asked:
    """A question in one language as it was written."""

    words: str
    answers: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    why: str = ""


@dataclass(frozen=True)
class QuestionTold:
    """A question in the city's languages; which answer is right never leaves the server."""

    words: dict[str, str]
    answers: list[dict[str, str]]
    right: int
    why: dict[str, str]


def read_test(texts: Mapping[str, str]) -> tuple[list[QuestionTold], dict[str, Sentence]]:
    """The questions, and what is wrong with the text of a language. The languages that were written have the same
    questions, with the same answers in the same order."""
    wrong: dict[str, Any] = {}
    read: dict[str, list[Asked]] = {}
    for tongue in TONGUES:
        if texts.get(tongue, "").strip() or tongue == "zh-hans":
            read[tongue], fault = _read_one(texts.get(tongue, ""))
            if fault:
                wrong[tongue] = fault
    first = read["zh-hans"]
    for tongue, asked in read.items():
        if not wrong and [_shape(one) for one in asked] != [_shape(one) for one in first]:
            wrong[tongue] = _("This has other questions, or other right answers, than the text in simplified Chinese.")
    if wrong:
        return [], wrong
    return [_together(number, read) for number in range(len(first))], {}


def _read_one(text: str) -> tuple[list[Asked], Any]:
    asked: list[Asked] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        kind, words = MARKS.get(line[0]), line[1:].strip()
        if kind is None or not words or (kind != "words" and not asked):
            return [], _("Begin each line with ? for a question, - or * for an answer, ! for the explanation.")
        if len(words) > LONGEST_LINE:
            return [], _("Keep each line under 300 characters.")
        if kind == "words":
            asked.append(Asked(words))
        elif kind == "why":
            asked[-1].why = words
        else:
            asked[-1].right += [len(asked[-1].answers)] if kind == "right" else []
            asked[-1].answers.append(words)
    if not asked:
        return [], _("Write at least one question.")
    if len(asked) > MOST_QUESTIONS:
        return [], _("Twenty questions are enough.")
    for one in asked:
        if not 2 <= len(one.answers) <= MOST_ANSWERS or len(one.right) != 1 or not one.why:
            return [], _("Each question has two to six answers, one of them right, and an explanation.")
    return asked, ""


def _shape(one: Asked) -> tuple[int, list[int]]:
    return len(one.answers), one.right


def _together(number: int, read: Mapping[str, list[Asked]]) -> QuestionTold:
    ones = {tongue: asked[number] for tongue, asked in read.items()}
    first = ones["zh-hans"]
    return QuestionTold(
        words={tongue: one.words for tongue, one in ones.items()},
        answers=[{tongue: one.answers[turn] for tongue, one in ones.items()} for turn in range(len(first.answers))],
        right=first.right[0],
        why={tongue: one.why for tongue, one in ones.items()},
    )


def as_written(questions: list[QuestionTold], tongue: str) -> str:
    """The text of a language again, to be written on; "" where it has none."""
    lines: list[str] = []
    for one in questions:
        if tongue not in one.words:
            return ""
        lines.append(f"? {one.words[tongue]}")
        lines += [
            f"{'*' if turn == one.right else '-'} {answer.get(tongue, '')}" for turn, answer in enumerate(one.answers)
        ]
        lines += [f"! {one.why.get(tongue, '')}", ""]
    return "\n".join(lines).strip()
