"""A whole matter as its editor types it: facts, words, questions and limits, and the draft that comes of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.act_form import names_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.offices.forms.blocks import LimitForm, QuestionForm
from civic.offices.forms.drawn import field_of, three
from civic.offices.forms.matter import MatterForm
from civic.offices.models import Matter, Wording
from civic.offices.queries import limits_of, mark_of
from civic.offices.rules import (
    LANGUAGES,
    RETURNING,
    TEXTS,
    MatterDraft,
    Question,
    TagKind,
    read_keyword,
    read_questions,
)

BLOCKS_MOST = 16  # of questions, and of limits, on one page
DEMANDS = ("is_read_twice", "is_signed")  # on every answer
LIST_SIGNS = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True)
class Mistake:
    """A sentence, the field it leads to, and where that stands."""

    anchor: str
    place: str
    sentence: str


class MatterEditor:
    """The page's form: one of facts and words, and as many of questions and limits as there are."""

    def __init__(self, matter: Matter, data: Any = None) -> None:
        self.matter = matter
        if data is None:
            self.main = MatterForm(initial=_facts_in(matter), matter=matter)
            self.questions = _blocks(QuestionForm, "question", _questions_in(matter))
            self.limits = _blocks(LimitForm, "limit", _limits_in(matter))
            return
        self.main = MatterForm(data, matter=matter)
        self.questions = _bound(QuestionForm, "question", data, BLOCKS_MOST)
        self.limits = _bound(LimitForm, "limit", data, BLOCKS_MOST)

    @property
    def errors(self) -> list[Mistake]:
        """Every mistake in what is kept, in the order of the page."""
        return [
            Mistake(_anchor(form, name), self._place(form, name), str(sentence))
            for form in self._kept()
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    @property
    def has_room(self) -> dict[str, bool]:
        """Whether one more block of a kind is read."""
        return {"question": len(self.questions) < BLOCKS_MOST, "limit": len(self.limits) < BLOCKS_MOST}

    def is_valid(self) -> bool:
        """Whether everything can be read; what the catalogue makes of it, the act says."""
        faulty = [form for form in self._kept() if not form.is_valid()]  # each is asked, so that every mistake is told
        return not faulty

    def draft(self) -> MatterDraft:
        """The matter as it was typed."""
        said = self.main.cleaned_data
        facts = (
            "family",
            "privacy",
            "answer_days",
            "appeal_days",
            "reopen_days",
            "order",
            "is_active",
            "needs_evidence",
            "repair_days",
            "returns_often",
            *DEMANDS,
        )
        return MatterDraft(
            names=names_of(said),
            facts={
                **{name: said[name] for name in (*facts, "standard", "edition", "standard_code")},
                **{name: said[name] for name in RETURNING if said[name] is not None},
            },
            tags=[*said["tags"], said["function"]],
            texts={name: three(said, name) for name in TEXTS},
            questions=[form.told() for form in self._asked()],
            calls=[call for call in LIST_SIGNS.split(said["calls"]) if call],
            keywords=[read_keyword(line) for line in said["keywords"].splitlines() if line.strip()],
            limits=[form.told() for form in _written(self.limits)],
        )

    def tell(self, refused: Refused) -> None:
        """What the act refused, beside its field."""
        fields = refused.fields if isinstance(refused, NotValid) else {}
        blocks: dict[str, Sequence[Any]] = {"questions": self._asked(), "limits": _written(self.limits)}
        rest: dict[str, list[str]] = {}
        for place, sentences in fields.items():
            block, _dot, name = place.partition(".")
            number, _dot, name = name.partition(".")
            if block in blocks and number.isdecimal():
                form = blocks[block][int(number)]
                tell(form, {name: sentences}, beside=form.beside)
            else:
                rest[_main_field(place)] = sentences
        tell(self.main, rest if fields else refused)

    def with_one_more(self, block: str) -> "MatterEditor":
        """The same page with everything typed, nothing judged, and one more empty block."""
        typed = MatterEditor(self.matter)
        typed.main = MatterForm(initial=_typed(self.main), matter=self.matter)
        questions = [_typed(form) for form in self.questions]
        limits = [_typed(form) for form in self.limits]
        if block == "question" and self.has_room[block]:
            questions.append({"place": len(questions) + 1})
        if block == "limit" and self.has_room[block]:
            limits.append({})
        typed.questions = _blocks(QuestionForm, "question", questions)
        typed.limits = _blocks(LimitForm, "limit", limits)
        return typed

    def _kept(self) -> list[forms.BaseForm]:
        return [self.main, *_written(self.questions), *_written(self.limits)]

    def _place(self, form: Any, name: str) -> str:
        """Where a field stands, in words: many bear the name of a language only."""
        parts = [
            format_lazy(_("Question {n}"), n=self.questions.index(form) + 1) if form in self.questions else "",
            format_lazy(_("Limit {n}"), n=self.limits.index(form) + 1) if form in self.limits else "",
            form.headings.get(name.removesuffix("_zh_hans").removesuffix("_zh_hant").removesuffix("_en"), ""),
            form.fields[name].label if name in form.fields else "",
        ]
        return " · ".join(str(part) for part in parts if part)

    def _asked(self) -> list[Any]:
        """The questions by their number; without one they stay where they stand."""
        shown = list(enumerate(_written(self.questions), start=1))
        return [form for _place, form in sorted(shown, key=lambda pair: pair[1].cleaned_data.get("place") or pair[0])]


# --- from what is there ---


def _facts_in(matter: Matter) -> dict[str, Any]:
    wording = matter.wording or Wording()
    texts = {
        field_of(name, language): wording.texts.get(name, {}).get(language, "")
        for name in TEXTS
        for language in LANGUAGES
    }
    tags = list(matter.tags.values_list("code", "kind"))
    keywords = [
        word.word if word.weight == 2 else f"{word.word}:{word.weight}"
        for word in matter.keywords.order_by("-weight", "pk")
    ]
    plain = [name for name in MatterForm.base_fields if hasattr(matter, name) and name not in ("tags", "keywords")]
    return {
        **{name: getattr(matter, name) for name in plain},
        **texts,
        "seen": mark_of(matter),
        "tags": [code for code, kind in tags if kind != TagKind.FUNCTION],
        "function": next((code for code, kind in tags if kind == TagKind.FUNCTION), "function-other"),
        "calls": " ".join(call.replace(" ", "-") for call in wording.calls),  # blanks part them
        "keywords": "\n".join(keywords),
    }


def _questions_in(matter: Matter) -> list[dict[str, Any]]:
    questions = read_questions(matter.wording.questions) if matter.wording else ()
    return [_question_typed(place, question) for place, question in enumerate(questions, start=1)]


def _question_typed(place: int, question: Question) -> dict[str, Any]:
    when = question.shown_when
    return {
        "place": place,
        "key": question.key,
        "kind": question.kind,
        **{field_of("label", language): question.label.get(language, "") for language in LANGUAGES},
        **{field_of("hint", language): question.hint.get(language, "") for language in LANGUAGES},
        "options": "\n".join(_bars(option.key, option.label) for option in question.options),
        "shown_when": f"{when.key}={when.value}" if when else "",
        "component": question.component,
        "required": question.is_required,
    }


def _limits_in(matter: Matter) -> list[dict[str, Any]]:
    plans = limits_of(matter) if matter.limits.exists() else []
    return [
        {
            "condition": plan.condition,
            **{field_of("name", language): plan.names.get(language, "") for language in LANGUAGES},
            "grade": plan.grade,
            "stages": "\n".join(
                f"{_bars(stage.key, stage.names)} | {stage.amount} | {stage.unit}" for stage in plan.stages
            ),
        }
        for plan in plans
    ]


def _bars(key: str, names: Mapping[str, str]) -> str:
    return " | ".join([key, *(names.get(language, "") for language in LANGUAGES)])


# --- from what was typed ---


def _blocks(form: Any, prefix: str, initial: Sequence[Mapping[str, Any]]) -> list[Any]:
    return [form(initial=told, prefix=f"{prefix}-{place}") for place, told in enumerate(initial)]


def _bound(form: Any, prefix: str, data: Any, most: int) -> list[Any]:
    """The blocks that were handed in, by the numbers in the names of their fields."""
    name = re.compile(rf"{prefix}-([0-9]{{1,2}})-")
    places = sorted({int(found[1]) for key in data if (found := name.match(key))})
    return [form(data, prefix=f"{prefix}-{place}", use_required_attribute=False) for place in places[:most]]


def _written(blocks: Sequence[Any]) -> list[Any]:
    """Those somebody wrote something in, and did not take out."""
    return [
        form
        for form in blocks
        if not form["leave_out"].data and any((form[name].data or "").strip() for name in form.written)
    ]


def _typed(form: forms.Form) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def _anchor(form: Any, name: str) -> str:
    return str(form[name].anchor) if name in form.fields else f"{form.prefix or 'form'}-error"


def _main_field(place: str) -> str:
    """The field of the main form that stands for a place of the draft."""
    name, _dot, language = place.partition(".")
    return {"names": "name_zh_hans", "tags": "function"}.get(name) or (field_of(name, language) if language else name)
