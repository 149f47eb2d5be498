"""Which matter is meant, and what that matter asks: the forms grow from the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from civic.cases.queries import condition_fault, read_answers
from civic.lib.form_errors import tell
from civic.offices.models import Matter
from civic.offices.queries import Suggested, worded
from civic.offices.rules import FAMILIES, Question, QuestionKind, answer_words, said_in
from civic.places.queries import Near

OTHER, OURS = "other", "ours"  # choose from the whole list; let the desk choose


class WhichForm(forms.Form):
    """Is it one of these? The matters the words may mean, the whole list, or "choose for me"."""

    choice = forms.ChoiceField(widget=forms.RadioSelect)
    matter = forms.ChoiceField(required=False, widget=forms.Select(attrs={"data-label": "s"}))

    def __init__(
        self, *args: Any, suggested: Sequence[Suggested], families: Mapping[str, Sequence[Matter]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        choice, matter = self.fields["choice"], self.fields["matter"]
        choice.label, matter.label = _("Is it one of these?"), _("The whole list")
        choice.error_messages["required"] = _("Choose one, or let us choose for you.")
        choice.choices = [  # type: ignore[attr-defined]
            *((one.matter.code, one.matter.name) for one in suggested),
            (OTHER, _("Something else: I choose from the whole list")),
            (OURS, _("I am not sure. Please choose for me")),
        ]
        choice.widget.hints = {
            **{one.matter.code: worded(one.matter.wording).filing for one in suggested},
            OURS: _("A person reads it and chooses. That never delays your report."),
        }
        matter.choices = [  # type: ignore[attr-defined]
            ("", _("Choose from the list")),
            *(
                (FAMILIES.get(family, FAMILIES["other"]), [(one.code, one.name) for one in held])
                for family, held in families.items()
            ),
        ]

    def clean(self) -> None:
        """Whoever says "something else" says what."""
        if self.cleaned_data.get("choice") == OTHER and not self.cleaned_data.get("matter"):
            self.add_error("matter", _("Choose from the list, or let us choose for you."))

    def answers(self) -> dict[str, Any]:
        """What the draft keeps."""
        choice = self.cleaned_data["choice"]
        code = {OTHER: self.cleaned_data["matter"], OURS: ""}.get(choice, choice)
        return {"matter": code}


class MoreForm(forms.Form):
    """The questions of one matter, as it is worded today."""

    def __init__(
        self,
        *args: Any,
        matter: Matter,
        questions: Sequence[Question],
        conditions: Sequence[tuple[str, str]],
        near: Mapping[str, Sequence[Near]],
        kept: Mapping[str, Any],
        **given: Any,
    ) -> None:
        answered = {_name(key): value for key, value in (kept.get("answers") or {}).items()}
        given["initial"] = {"condition": kept.get("condition", ""), **answered}
        super().__init__(*args, **given)
        self.matter, self.questions, self.near = matter, questions, near
        if conditions:
            self.fields["condition"] = forms.ChoiceField(
                label=_("How is it just now?"),
                required=False,
                widget=forms.RadioSelect,
                choices=[*conditions, ("", _("None of these, or I cannot say"))],
            )
        for question in questions:
            self.fields[_name(question.key)] = _field(question, near.get(question.key, ()))
            if near.get(question.key):
                self.fields[_typed(question.key)] = forms.CharField(
                    label=_("Or the number on its plate"),
                    required=False,
                    max_length=40,
                    widget=forms.TextInput(attrs={"autocomplete": "off", "data-label": "s"}),
                )

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, Question | None, list[Near]]]:
        """Each field in its order, with the question it asks and the things one may pick."""
        by_name = {_name(question.key): question for question in self.questions}
        for name in self.fields:
            question = by_name.get(name)
            yield self[name], question, list(self.near.get(question.key, ())) if question else []

    def clean(self) -> None:
        """Ask the rule that every door asks."""
        given = {question.key: self._given(question) for question in self.questions}
        read = read_answers(self.matter, given)
        self.kept = read.kept
        tell(self, {_name(key): [fault] for key, fault in read.wrong.items()})
        if fault := condition_fault(self.matter, self.cleaned_data.get("condition", "")):
            tell(self, {"condition": [fault]})

    def _given(self, question: Question) -> Any:
        """What was typed goes before what was picked from the list."""
        return self.cleaned_data.get(_typed(question.key)) or self.cleaned_data.get(_name(question.key))

    def answers(self) -> dict[str, Any]:
        """What the draft keeps, with the matter that asked it."""
        condition = self.cleaned_data.get("condition", "")
        return {"asked": {"matter": self.matter.code, "condition": condition, "answers": self.kept}}


def summed_up(questions: Sequence[Question], kept: Mapping[str, Any], *, known: str = "") -> list[tuple[str, str]]:
    """Each question that was answered, with the answer in the reader's language; not the thing that is known anyway."""
    language, answers = get_language() or "en", kept.get("answers") or {}
    return [
        (said_in(question.label, language), answer_words(question, answers[question.key], language))
        for question in questions
        if question.key in answers and not (known and answers[question.key] == known)
    ]


def _name(key: str) -> str:
    return f"q-{key}"


def _typed(key: str) -> str:
    return f"q-{key}-typed"


def _field(question: Question, near: Sequence[Near]) -> forms.Field:
    """The field a question is answered in. Nothing is refused by the browser or by the field: the rule speaks."""
    language = get_language() or "en"
    told: dict[str, Any] = {
        "label": said_in(question.label, language),
        "help_text": said_in(question.hint, language),
        "required": False,
    }
    options = [(option.key, said_in(option.label, language)) for option in question.options]
    if question.kind == QuestionKind.ONE:
        return forms.CharField(widget=forms.RadioSelect(choices=options), **told)
    if question.kind == QuestionKind.SEVERAL:
        return _Several(widget=forms.CheckboxSelectMultiple(choices=options), **told)
    if question.kind == QuestionKind.COMPONENT and near:
        things = [(one.component.code, f"{one.component.kind.name} {one.component.code}") for one in near]
        radios = forms.RadioSelect(choices=[*things, ("", _("None of these, or I cannot say"))])
        radios.hints = {  # type: ignore[attr-defined]
            one.component.code: " · ".join(part for part in (one.component.address, _away(one)) if part) for one in near
        }
        return forms.CharField(widget=radios, **told)
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), **told)
    kinds: dict[str, dict[str, str]] = {
        QuestionKind.NUMBER: {"inputmode": "decimal", "class": "govuk-input--width-10"},
        QuestionKind.DATE: {"type": "date", "class": "govuk-input--short"},
    }
    if question.kind == QuestionKind.COMPONENT and not told["help_text"]:  # no pin, so none to pick from
        told["help_text"] = _("No map to pick from here: write the number on its plate, or leave this empty.")
    attrs = {"autocomplete": "off", **kinds.get(question.kind, {"class": "govuk-input--width-20"})}
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **told)


def _away(one: Near) -> str:
    return _("%(metres)d m away") % {"metres": round(one.metres)} if one.metres >= 1 else ""


class _Several(forms.Field):
    """A list as it was ticked; which keys fit, the rule says."""

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value] if isinstance(value, list | tuple) else []
