"""What whoever is responsible for the track writes for the readers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.youth.actions.sentences import LANGUAGES, LAST_PLACE, LONGEST
from civic.youth.models import ReadySentence
from civic.youth.rules import Because

CHOOSE = _("Choose the reason it belongs to.")
PLACE = _("Write its place in the row as a number from 1 to 999.")


def _words(label: Any, tongue: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST, "lang": tongue, "data-label": "s"}),
        error_messages={"required": _("Write the sentence in this language too: children read it in their own.")},
    )


class SentenceForm(forms.Form):
    """A sentence in three languages, the reason it belongs to, and its place in the row."""

    because = forms.ChoiceField(
        label=_("The reason it belongs to"),
        choices=Because.choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    words_zh_hans = _words(_("Simplified Chinese"), "zh-Hans")
    words_zh_hant = _words(_("Traditional Chinese"), "zh-Hant")
    words_en = _words(_("English"), "en")
    order = forms.IntegerField(
        label=_("Place in the row"),
        help_text=_("The first six have a key, from 3 to 8."),
        min_value=1,
        max_value=LAST_PLACE,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": PLACE, "invalid": PLACE, "min_value": PLACE, "max_value": PLACE},
    )

    def __init__(self, data: Any = None, *, sentence: ReadySentence | None = None, order: int = 1) -> None:
        told: dict[str, Any] = {"order": order}
        if sentence is not None:
            told = {name: getattr(sentence, name) for name in self.base_fields}
        super().__init__(data, initial=told, auto_id=f"{sentence.code if sentence else 'new'}-%s")

    def given(self) -> dict[str, Any]:
        """For the act."""
        said = self.cleaned_data
        words = {tongue: said[column] for tongue, column in LANGUAGES.items()}
        return {"because": said["because"], "order": said["order"], "words": words}
