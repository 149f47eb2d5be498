"""A template of an answer, as it is typed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import AT_ITS_SOURCE, Outcome
from civic.cases.rules.blanks import BLANKS
from civic.handling.models import LONGEST_NAME, LONGEST_TEXT, AnswerTemplate
from civic.offices.models import Office
from civic.offices.queries import matters_by_family
from civic.offices.rules import FAMILIES

TONGUES = {
    "zh-hans": ("text_zh_hans", "简体中文"),
    "zh-hant": ("text_zh_hant", "繁體中文"),
    "en": ("text_en", "English"),
}


class TemplateForm(forms.Form):
    """Name, for whom and what, and the words in three languages."""

    name = forms.CharField(
        label=_("Name of the template"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the template a name, so that you find it again.")},
    )
    office = forms.ChoiceField(label=_("Who uses it"), required=False)
    matter = forms.ChoiceField(label=_("For which matter"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome it goes with"), required=False)
    text_zh_hans = forms.CharField(required=False)
    text_zh_hant = forms.CharField(required=False)
    text_en = forms.CharField(required=False)
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, offices: Iterable[Office], template: AnswerTemplate | None = None) -> None:
        super().__init__(data, auto_id="template-%s", initial=_known(template))
        families = matters_by_family()
        self.offices = {office.code: office for office in offices}
        self.matters = {matter.code: matter for held in families.values() for matter in held}
        if template is not None and template.matter is not None:
            self.matters.setdefault(template.matter.code, template.matter)
        groups = [
            (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in held])
            for family, held in families.items()
        ]
        self._choose("office", [("", _("Only me")), *((code, office.name) for code, office in self.offices.items())])
        self._choose("matter", [("", _("Any matter")), *groups])
        outcomes = [(value, label) for value, label in Outcome.choices if value not in AT_ITS_SOURCE]
        self._choose("outcome", [("", _("Any outcome")), *outcomes])
        for language, (name, own_name) in TONGUES.items():
            attrs = {"rows": 6, "maxlength": LONGEST_TEXT, "lang": language, "dir": "auto"}
            self.fields[name].widget = forms.Textarea(attrs=attrs)
            self.fields[name].label = own_name

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def blanks(self) -> list[tuple[str, str, Any]]:
        """The blanks that may be used: in English, in Chinese, and what fills each."""
        return [(f"{{{name}}}", f"{{{words[0]}}}", told) for name, (told, words) in BLANKS.items()]

    def told(self) -> dict[str, Any]:
        """What was typed, in the terms of the act."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "texts": {language: said[name] for language, (name, _own_name) in TONGUES.items()},
            "office": self.offices.get(said["office"]),
            "matter": self.matters.get(said["matter"]),
            "outcome": said["outcome"],
            "seen": said["seen"],
        }


BESIDE = {language: name for language, (name, _own_name) in TONGUES.items()}


def _known(template: AnswerTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    return {
        "name": template.name,
        "office": template.office.code if template.office else "",
        "matter": template.matter.code if template.matter else "",
        "outcome": template.outcome,
        "text_zh_hans": template.text_zh_hans,
        "text_zh_hant": template.text_zh_hant,
        "text_en": template.text_en,
        "seen": template.saved_at.isoformat(),
    }
