"""What the forms of the catalogue are made of: fields of one look, texts in three languages, lists by lines."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.widgets import Widget
from django.utils.translation import gettext_lazy as _

from civic.offices.rules import LANGUAGES, RETURNING

LANGUAGE_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}  # each in its own words
BAR = re.compile(r"[|｜]")


def short(**attrs: Any) -> forms.TextInput:
    """A field of one line."""
    return forms.TextInput(attrs={"data-label": "s", "autocomplete": "off", **attrs})


def area(rows: int, **attrs: Any) -> forms.Textarea:
    """A field of several lines."""
    return forms.Textarea(attrs={"data-label": "s", "rows": rows, **attrs})


def small(widget: type[Widget]) -> Widget:
    """A field with a plain label."""
    return widget(attrs={"data-label": "s"})


def line(label: Any, *, language: str = "", longest: int = 200, is_needed: bool = False) -> forms.CharField:
    """A text of one line, in a language where one is named."""
    widget = short(lang=language) if language else short()
    needed = _("A name in simplified Chinese is needed; the other languages fall back on it.")
    return forms.CharField(
        label=label, required=is_needed, max_length=longest, widget=widget, error_messages={"required": needed}
    )


def days(label: Any, least: int) -> forms.IntegerField:
    """A number of days."""
    return forms.IntegerField(label=label, min_value=least, max_value=365, widget=narrow())


def number(label: Any, name: str) -> forms.IntegerField:
    """A number of how a matter returns; left open it stays as it is."""
    least, most = RETURNING[name]
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False, widget=narrow())


def narrow() -> forms.NumberInput:
    """A field for a number."""
    return forms.NumberInput(attrs={"data-label": "s", "class": "govuk-input--width-5"})


def field_of(name: str, language: str) -> str:
    """The name of the field that holds a text in a language."""
    return f"{name}_{language.replace('-', '_')}"


def rows_of(text: str, lengths: Sequence[int]) -> list[list[str]]:
    """Each line in its parts; a line with other parts than there should be is told."""
    rows = [[part.strip() for part in BAR.split(line)] for line in text.splitlines() if line.strip()]
    for place, row in enumerate(rows, start=1):
        if len(row) not in lengths:
            raise forms.ValidationError(
                _(
                    "Line %(place)d, parts found: %(found)d. Put an upright stroke | between the parts, as the hint "
                    "shows."
                ),
                params={"place": place, "found": len(row)},
            )
    return rows


def in_languages(words: Sequence[str]) -> dict[str, str]:
    """Texts in the order of the languages, by language."""
    return dict(zip(LANGUAGES, words, strict=False))


def three(said: Mapping[str, Any], name: str) -> dict[str, str]:
    """The three texts of a name among the answers."""
    return {language: said.get(field_of(name, language)) or "" for language in LANGUAGES}
