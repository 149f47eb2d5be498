"""What a matter asks beyond words and place: how questions are written down, and which answers fit. No table."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format, localize
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from civic.lib.refusals import Sentence
from civic.offices.rules.catalogue import LANGUAGES, said_in

QUESTIONS_MOST = 8
OPTIONS_MOST = 20
LABEL_LONGEST = 200
TEXT_LONGEST = 500
NUMBER_LARGEST = 1_000_000_000
YEARS = range(1900, 2101)
COMPONENT_LONGEST = 24

_KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_COMPONENT_CODE = re.compile(r"[0-9A-Za-z-]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?")
_COMPONENT_CLASS = re.compile(r"(?:[0-9]{2}){0,2}")


class QuestionKind(TextChoices):
    """In what form a question is answered."""

    TEXT = "text", _("some words")
    NUMBER = "number", _("a number")
    DATE = "date", _("a day")
    ONE = "one", _("one of several options")
    SEVERAL = "several", _("several of the options")
    COMPONENT = "component", _("a thing of the street, picked on the map")


CHOSEN = frozenset({QuestionKind.ONE.value, QuestionKind.SEVERAL.value})


@dataclass(frozen=True)
class Option:
    """One thing to choose; `label` is in the city's languages."""

    key: str
    label: Mapping[str, str]


@dataclass(frozen=True)
class ShownWhen:
    """A question is asked only where an earlier one was answered with this option."""

    key: str
    value: str


@dataclass(frozen=True)
class Question:
    """One question of a matter. `component` narrows what may be picked: a class, class and sub-class, or anything."""

    key: str
    kind: str
    label: Mapping[str, str]
    hint: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = False
    options: tuple[Option, ...] = ()
    shown_when: ShownWhen | None = None
    component: str = ""


def read_questions(written: Any) -> tuple[Question, ...]:
    """The questions of a wording as they were written down; what has a fault is left to `questions_fault`."""
    return tuple(
        Question(
            key=told["key"],
            kind=told["kind"],
            label=told["label"],
            hint=told.get("hint") or {},
            is_required=bool(told.get("required")),
            options=tuple(Option(option["key"], option["label"]) for option in told.get("options") or ()),
            shown_when=ShownWhen(when["key"], when["value"]) if (when := told.get("shown_when")) else None,
            component=told.get("component") or "",
        )
        for told in written or ()
    )


def write_questions(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Questions as a wording stores them; `read_questions` reads them again."""
    return [
        {
            "key": asked.key,
            "kind": asked.kind,
            "label": _said(asked.label),
            "hint": _said(asked.hint),
            "required": asked.is_required,
            "options": [{"key": option.key, "label": _said(option.label)} for option in asked.options],
            "shown_when": {"key": asked.shown_when.key, "value": asked.shown_when.value} if asked.shown_when else None,
            "component": asked.component,
        }
        for asked in questions
    ]


def questions_fault(written: Any) -> dict[str, Sentence]:
    """What is wrong with questions, each fault under its place ("questions.0.label"); empty where all may stand."""
    if not isinstance(written, list) or not all(isinstance(told, Mapping) for told in written):
        return {"questions": _("The questions cannot be read.")}
    if len(written) > QUESTIONS_MOST:
        return {
            "questions": format_lazy(
                _("Ask at most {most} questions: a report should take a minute."), most=QUESTIONS_MOST
            )
        }
    faults: dict[str, Sentence] = {}
    earlier: dict[str, frozenset[str]] = {}  # the options of the questions above, by key
    for place, told in enumerate(written):
        faults |= {f"questions.{place}.{name}": wrong for name, wrong in _question_faults(told, earlier).items()}
        if _is_key(told.get("key")):
            earlier[told["key"]] = frozenset(_option_keys(told))
    return faults


def check_answers(questions: Sequence[Question], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers to keep, and a sentence for each that cannot be taken.

    An answer to a question that is not shown, or to none of these, is dropped.
    """
    kept: dict[str, Any] = {}
    wrong: dict[str, Sentence] = {}
    for question in questions:
        if not is_shown(question, kept):
            continue
        answer = _bare(given.get(question.key))
        if answer is None:
            if question.is_required:
                wrong[question.key] = _("This question needs an answer.")
            continue
        value, fault = _READERS[question.kind](question, answer)
        if fault:
            wrong[question.key] = fault
        else:
            kept[question.key] = value
    return kept, wrong


def is_shown(question: Question, answers: Mapping[str, Any]) -> bool:
    """Is this question asked, given the answers before it?"""
    when = question.shown_when
    if when is None:
        return True
    answer = answers.get(when.key)
    return when.value in answer if isinstance(answer, list | tuple) else answer == when.value


def answer_words(question: Question, value: Any, language: str) -> str:
    """An answer as a person reads it, in one of the city's languages."""
    if question.kind in CHOSEN:
        labels = {option.key: said_in(option.label, language) for option in question.options}
        chosen = value if isinstance(value, list | tuple) else [value]
        return ("、" if language.startswith("zh") else ", ").join(labels.get(key, str(key)) for key in chosen)
    with override(language):
        if question.kind == QuestionKind.DATE:
            return str(date_format(date.fromisoformat(value), "DATE_FORMAT"))
        return str(localize(value)) if question.kind == QuestionKind.NUMBER else str(value)


# --- how one question is written down ---


def _question_faults(told: Mapping[str, Any], earlier: Mapping[str, frozenset[str]]) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    kind = str(told.get("kind"))
    if not _is_key(told.get("key")):
        faults["key"] = _("The key of a question has small letters, digits and hyphens, at most 40.")
    elif told["key"] in earlier:
        faults["key"] = _("An earlier question has this key already.")
    if kind not in QuestionKind.values:
        faults["kind"] = _("Choose in what form the question is answered.")
    if fault := _label_fault(told.get("label")):
        faults["label"] = fault
    if told.get("hint") and (fault := _words_fault(told["hint"])):
        faults["hint"] = fault
    if fault := _options_fault(told.get("options") or [], is_chosen=kind in CHOSEN):
        faults["options"] = fault
    if (when := told.get("shown_when")) and (fault := _condition_fault(when, earlier)):
        faults["shown_when"] = fault
    if fault := _component_fault(told.get("component") or "", kind):
        faults["component"] = fault
    return faults


def _label_fault(label: Any) -> Sentence:
    if not isinstance(label, Mapping) or not str(label.get("zh-hans") or "").strip():
        return _("Write it at least in simplified Chinese; the other languages fall back on it.")
    return _words_fault(label)


def _words_fault(words: Any) -> Sentence:
    if not isinstance(words, Mapping) or set(words) - set(LANGUAGES):
        return _("Only the languages of this site can be written.")
    if not all(isinstance(said, str) for said in words.values()):
        return _("Answer in words.")
    if any(len(said) > LABEL_LONGEST for said in words.values()):
        return format_lazy(_("Keep it under {most} characters."), most=LABEL_LONGEST)
    return ""


def _options_fault(options: Any, *, is_chosen: bool) -> Sentence:
    if not is_chosen:
        return _("Only a question with options to choose from has options.") if options else ""
    if not isinstance(options, list) or not 2 <= len(options) <= OPTIONS_MOST:
        return format_lazy(_("Give from 2 to {most} options."), most=OPTIONS_MOST)
    if not all(isinstance(option, Mapping) and _is_key(option.get("key")) for option in options):
        return _("The key of an option has small letters, digits and hyphens, at most 40.")
    keys = [option["key"] for option in options]
    if len(set(keys)) < len(keys):
        return _("Two options have the same key.")
    return next((fault for option in options if (fault := _label_fault(option.get("label")))), "")


def _condition_fault(when: Any, earlier: Mapping[str, frozenset[str]]) -> Sentence:
    if not isinstance(when, Mapping) or str(when.get("key")) not in earlier:
        return _("A question can only wait for one that stands above it.")
    if str(when.get("value")) not in earlier[str(when["key"])]:
        return _("The question above has no such option. Name one of its option keys.")
    return ""


def _component_fault(component: Any, kind: str) -> Sentence:
    if component and kind != QuestionKind.COMPONENT:
        return _("Only a question for a thing on the map names a class of things.")
    if not _COMPONENT_CLASS.fullmatch(str(component)):
        return _("Name a class by two digits, or class and sub-class by four; or leave it empty.")
    return ""


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {language: said for language in LANGUAGES if (said := words.get(language, "").strip())}


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and bool(_KEY.fullmatch(key))


def _option_keys(told: Mapping[str, Any]) -> list[str]:
    options = told.get("options")
    if told.get("kind") not in list(CHOSEN) or not isinstance(options, list):
        return []
    return [str(option.get("key")) for option in options if isinstance(option, Mapping)]


# --- how one answer is read: what is kept, or why it cannot be ---

Read = tuple[Any, Sentence]


def _bare(answer: Any) -> Any:
    """The answer without blanks around it; None where nothing was said."""
    if isinstance(answer, str):
        answer = answer.strip()
    return None if answer is None or answer in ("", [], ()) else answer


def _read_text(question: Question, answer: Any) -> Read:
    if not isinstance(answer, str):
        return None, _("Answer in words.")
    text = "".join(sign for sign in answer if sign in "\n\t" or unicodedata.category(sign)[0] != "C").strip()
    if not text:
        return None, _("Answer in words.")
    if len(text) > TEXT_LONGEST:
        return None, format_lazy(
            _("Keep this answer under {most} characters; the rest can stand in the description."), most=TEXT_LONGEST
        )
    return text, ""


def _read_number(question: Question, answer: Any) -> Read:
    if isinstance(answer, str):
        written = unicodedata.normalize("NFKC", answer).strip()
        number = float(written.replace(",", "")) if _NUMBER.fullmatch(written) else math.nan
    elif isinstance(answer, int | float) and not isinstance(answer, bool):
        number = float(answer) if abs(answer) <= NUMBER_LARGEST else math.inf
    else:
        number = math.nan
    if math.isnan(number):
        return None, _("Write a number in digits, such as 3.")
    if number < 0:
        return None, _("This number cannot be below zero. Write how many, how high or how much.")
    if number > NUMBER_LARGEST:
        return None, _("This number is too large. Is there a digit too many?")
    return (int(number) if number.is_integer() else number), ""


def _read_date(question: Question, answer: Any) -> Read:
    try:
        day = date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        day = None
    if day is None:
        return None, _("Write the day with year, month and day, such as 2026-11-03.")
    if day.year not in YEARS:
        return None, _("This year cannot be right. Please look at it again.")
    return day.isoformat(), ""


def _read_one(question: Question, answer: Any) -> Read:
    if isinstance(answer, str) and answer in {option.key for option in question.options}:
        return answer, ""
    return None, _("Choose one of the options.")


def _read_several(question: Question, answer: Any) -> Read:
    chosen = [answer] if isinstance(answer, str) else answer
    known = [option.key for option in question.options]
    if not isinstance(chosen, list | tuple) or not all(isinstance(key, str) and key in known for key in chosen):
        return None, _("Choose from the options.")
    return [key for key in known if key in chosen], ""


def _read_component(question: Question, answer: Any) -> Read:
    if isinstance(answer, str) and len(answer) <= COMPONENT_LONGEST and _COMPONENT_CODE.fullmatch(answer):
        return answer, ""
    return None, _("Pick it on the map, or write the number on its plate.")


_READERS = {
    QuestionKind.TEXT.value: _read_text,
    QuestionKind.NUMBER.value: _read_number,
    QuestionKind.DATE.value: _read_date,
    QuestionKind.ONE.value: _read_one,
    QuestionKind.SEVERAL.value: _read_several,
    QuestionKind.COMPONENT.value: _read_component,
}
