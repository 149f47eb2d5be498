"""The facts and the words of a matter, as its editor types them; and a new one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.offices.forms.drawn import LANGUAGE_NAMES, area, days, field_of, line, narrow, number, short, small
from civic.offices.models import Matter, Tag
from civic.offices.rules import FAMILIES, LANGUAGES, TEXTS, Privacy, TagKind


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class MatterForm(forms.Form):
    """The facts and the words of a matter. The names of the texts are `filing_zh_hans` and so on."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name_zh_hans = line(LANGUAGE_NAMES["zh-hans"], language="zh-hans", longest=120, is_needed=True)
    name_zh_hant = line(LANGUAGE_NAMES["zh-hant"], language="zh-hant", longest=120)
    name_en = line(LANGUAGE_NAMES["en"], language="en", longest=160)
    family = forms.ChoiceField(label=_("Family"), choices=FAMILIES.items, widget=small(forms.Select))
    function = forms.ChoiceField(label=_("Function of the bureau"), widget=small(forms.Select))
    privacy = forms.ChoiceField(
        label=_("Who may read a case of it"), choices=Privacy.choices, widget=small(forms.Select)
    )
    tags = forms.MultipleChoiceField(label=_("Tags"), required=False, widget=small(forms.CheckboxSelectMultiple))
    answer_days = days(_("Working days until the answer"), 1)
    appeal_days = days(_("Days in which an answer may be appealed"), 0)
    reopen_days = days(_("Days in which “not solved” opens it again"), 0)
    rebound_metres = number(_("Metres within which it has come back"), "rebound_metres")
    rebound_days = number(_("Days after closing in which it has come back"), "rebound_days")
    topic_returns = number(_("Returns that open a root-cause topic"), "topic_returns")
    topic_days = number(_("Days within which they are counted"), "topic_days")
    cause_days = number(_("Working days until the committee names the cause"), "cause_days")
    repair_days = days(_("Working days to put it right after a bad rating"), 1)
    order = forms.IntegerField(label=_("Place in the catalogue"), min_value=0, max_value=32_000, widget=narrow())
    standard = line(_("Standard"), longest=40)
    edition = line(_("Edition"), longest=12)
    standard_code = line(_("Code in the standard"), longest=400)
    is_active = forms.BooleanField(
        label=_("People can report this"),
        help_text=_("Without this the matter is out of force: nobody can choose it, cases that have it keep it."),
        required=False,
    )
    is_read_twice = forms.BooleanField(label=_("A colleague reads every answer before it goes out"), required=False)
    is_signed = forms.BooleanField(label=_("The head of the office signs every answer"), required=False)
    needs_evidence = forms.BooleanField(label=_("No case of it is closed without a photo as evidence"), required=False)
    returns_often = forms.BooleanField(
        label=_("It tends to return: whoever reported it is asked again after 30 days"), required=False
    )
    calls = forms.CharField(
        label=_("Numbers to call first, in their order"),
        help_text=_("With blanks or commas between them, such as 119 110. They stand below the emergency notice."),
        required=False,
        max_length=160,
        widget=short(),
    )
    keywords = forms.CharField(
        label=_("Words people write when they mean this"),
        help_text=_("One a line. “pothole:3” is very telling, “:1” only a hint, 2 is usual."),
        required=False,
        widget=area(8),
    )

    headings: Mapping[str, Any] = {"name": _("Name"), **TEXTS}

    def __init__(self, *args: Any, matter: Matter, **given: Any) -> None:
        super().__init__(*args, **given)
        tags = Tag.objects.filter(Q(is_active=True) | Q(matters=matter)).distinct()
        _choices(self, "function", [(tag.code, tag.name) for tag in tags if tag.kind == TagKind.FUNCTION])
        _choices(self, "tags", [(tag.code, tag.name) for tag in tags if tag.kind != TagKind.FUNCTION])
        for name in TEXTS:
            for language, own_name in LANGUAGE_NAMES.items():
                self.fields[field_of(name, language)] = forms.CharField(
                    label=own_name, required=False, widget=area(4, lang=language)
                )

    @property
    def texts(self) -> list[tuple[str, Any, list[forms.BoundField]]]:
        """Each text with its heading and its three fields."""
        return [
            (name, heading, [self[field_of(name, language)] for language in LANGUAGES])
            for name, heading in TEXTS.items()
        ]


class NewMatterForm(forms.Form):
    """What a matter needs to be there at all; everything else is written in the editor."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Up to twelve letters and digits, such as 0103. It stays for good."),
        max_length=12,
        error_messages={"required": _("Give the matter a code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--short"}),
    )
    name_zh_hans = line(LANGUAGE_NAMES["zh-hans"], language="zh-hans", longest=120, is_needed=True)
    name_zh_hant = line(LANGUAGE_NAMES["zh-hant"], language="zh-hant", longest=120)
    name_en = line(LANGUAGE_NAMES["en"], language="en", longest=160)
    family = forms.ChoiceField(label=_("Family"), choices=FAMILIES.items)
