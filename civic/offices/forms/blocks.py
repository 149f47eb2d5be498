"""One question and one limit of a matter, as its editor types them."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.offices.forms.drawn import LANGUAGE_NAMES, area, in_languages, line, narrow, rows_of, short, small, three
from civic.offices.rules import GRADES, LimitDraft, QuestionKind, Unit


class QuestionForm(forms.Form):
    """One question of a matter."""

    place = forms.IntegerField(label=_("Number"), required=False, min_value=0, max_value=99, widget=narrow())
    key = line(_("Key"), longest=40)
    kind = forms.ChoiceField(label=_("Answered with"), choices=QuestionKind.choices, widget=small(forms.Select))
    label_zh_hans = line(LANGUAGE_NAMES["zh-hans"], language="zh-hans")
    label_zh_hant = line(LANGUAGE_NAMES["zh-hant"], language="zh-hant")
    label_en = line(LANGUAGE_NAMES["en"], language="en")
    hint_zh_hans = line(LANGUAGE_NAMES["zh-hans"], language="zh-hans")
    hint_zh_hant = line(LANGUAGE_NAMES["zh-hant"], language="zh-hant")
    hint_en = line(LANGUAGE_NAMES["en"], language="en")
    options = forms.CharField(
        label=_("Options"),
        help_text=_("One a line: key | 简体 | 繁體 | English."),
        required=False,
        widget=area(4),
    )
    shown_when = forms.CharField(
        label=_("Only asked when"),
        help_text=_("Key and option of a question above, such as where=home; or empty."),
        required=False,
        max_length=90,
        widget=short(),
    )
    component = forms.CharField(
        label=_("Class of things to pick"),
        help_text=_("Two or four digits, such as 0118; empty for anything."),
        required=False,
        max_length=6,
        widget=short(),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    leave_out = forms.BooleanField(label=_("Take this question out"), required=False)

    headings = {"label": _("The question"), "hint": _("A hint below it")}
    beside = {"label": "label_zh_hans", "hint": "hint_zh_hans"}
    written = (
        "key",
        *(f"{name}_{language}" for name in ("label", "hint") for language in ("zh_hans", "zh_hant", "en")),
    )
    written += ("options", "shown_when", "component")

    def clean_options(self) -> list[dict[str, Any]]:
        """Each line an option; what is not written so is told by its line."""
        rows = rows_of(self.cleaned_data["options"], (2, 3, 4))
        return [{"key": row[0], "label": in_languages(row[1:])} for row in rows]

    def told(self) -> dict[str, Any]:
        """The question as it is stored."""
        said = self.cleaned_data
        key, _between, value = said["shown_when"].replace(" ", "").partition("=")
        return {
            "key": said["key"],
            "kind": said["kind"],
            "label": three(said, "label"),
            "hint": three(said, "hint"),
            "required": said["required"],
            "options": said["options"],
            "shown_when": {"key": key, "value": value} if key else None,
            "component": said["component"].replace(" ", ""),
        }


class LimitForm(forms.Form):
    """One limit of a matter."""

    condition = forms.CharField(
        label=_("Key of the condition"),
        help_text=_("Empty for the usual case."),
        required=False,
        max_length=40,
        widget=short(),
    )
    name_zh_hans = line(LANGUAGE_NAMES["zh-hans"], language="zh-hans", longest=120)
    name_zh_hant = line(LANGUAGE_NAMES["zh-hant"], language="zh-hant", longest=120)
    name_en = line(LANGUAGE_NAMES["en"], language="en", longest=160)
    grade = forms.TypedChoiceField(
        label=_("Grade of the place"),
        coerce=int,
        choices=[(grade, _("any place") if grade == 0 else str(grade)) for grade in GRADES],
        widget=small(forms.Select),
    )
    stages = forms.CharField(
        label=_("Stages"),
        help_text=format_lazy(
            _("One a line, in their order: key | 简体 | 繁體 | English | amount | unit. Units: {units}."),
            units=", ".join(Unit.values),
        ),
        required=False,
        widget=area(4),
    )
    leave_out = forms.BooleanField(label=_("Take this limit out"), required=False)

    headings = {"name": _("Name of the condition")}
    beside = {"names": "name_zh_hans"}
    written = ("condition", "name_zh_hans", "name_zh_hant", "name_en", "stages")

    def clean_stages(self) -> list[dict[str, Any]]:
        """Each line a stage."""
        rows = rows_of(self.cleaned_data["stages"], (6,))
        return [
            {
                "key": row[0],
                "names": in_languages(row[1:4]),
                "amount": int(row[4]) if row[4].isdecimal() and len(row[4]) < 6 else None,
                "unit": row[5],
            }
            for row in rows
        ]

    def clean(self) -> dict[str, Any]:
        """A name without a key would be lost: it is told."""
        said = super().clean() or self.cleaned_data
        if any(three(said, "name").values()) and not said.get("condition") and "condition" not in self.errors:
            self.add_error("condition", _("Give the condition a key, or take its name out."))
        return said

    def told(self) -> LimitDraft:
        """The limit as a draft has it."""
        said = self.cleaned_data
        names = three(said, "name") if said["condition"] else {}
        return LimitDraft(said["condition"], names, said["grade"], said["stages"])
