"""A form whose check is the act itself, for the admin: what the act refuses is told beside the field."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models, transaction

from civic.lib.refusals import NotValid, Refused

if TYPE_CHECKING:
    _Form = forms.ModelForm[models.Model]
else:
    _Form = forms.ModelForm


class ActForm(_Form):
    """Hands what was typed to `act`, which checks and writes the row; afterwards nothing is left to save."""

    by: Any = None  # whoever fills it in; the admin says who

    def act(self, given: dict[str, Any]) -> models.Model:
        """Call the act and give back the row as it now is."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Act, once every field can be read; a refusal goes to its field, or to the top of the form."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                with transaction.atomic():
                    self.instance = self.act(given)
            except NotValid as refused:
                self._tell(refused.fields or {"": [str(refused)]})
            except Refused as refused:
                self._tell({"": [str(refused)]})
        return given

    def _tell(self, wrong: Mapping[str, list[str]]) -> None:
        for name, sentences in wrong.items():
            self.add_error(name if name in self.fields else None, forms.ValidationError(sentences))

    def _post_clean(self) -> None:
        """The act has checked and written the row."""


def names_of(given: Mapping[str, Any]) -> dict[str, str]:
    """The three names of a form, as acts take them."""
    return {
        "zh-hans": given.get("name_zh_hans", ""),
        "zh-hant": given.get("name_zh_hant", ""),
        "en": given.get("name_en", ""),
    }
