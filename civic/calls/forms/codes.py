"""A sheet of codes on paper: how many, and whether a round ends them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.suggestions.models import Round
from civic.suggestions.rules.paper import CODES_LEAST, CODES_MOST


class SheetForm(forms.Form):
    """What a new sheet is made of."""

    count = forms.IntegerField(
        label=_("How many codes"),
        help_text=_("One for each person who comes to your desk without e-mail or telephone. 10 to 200."),
        initial=20,
        widget=forms.NumberInput(
            attrs={
                "class": "govuk-input--width-5",
                "inputmode": "numeric",
                "min": CODES_LEAST,
                "max": CODES_MOST,
                "data-label": "s",
            }
        ),
        error_messages={"required": _("Write a number in digits."), "invalid": _("Write a number in digits.")},
    )
    round = forms.ChoiceField(
        label=_("Until when they count"),
        required=False,
        error_messages={"invalid_choice": _("This round is not in the list. Choose one from it.")},
        widget=forms.Select(attrs={"data-label": "s"}),
    )

    def __init__(self, data: Any = None, *, rounds: Sequence[Round]) -> None:
        super().__init__(data, auto_id="sheet-%s")
        self.rounds = {one.slug: one for one in rounds}
        ends = [(one.slug, _("To the end of the round “%(name)s”") % {"name": one.name}) for one in rounds]
        self.fields["round"].choices = [("", _("Twelve months")), *ends]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """The arguments of the act."""
        return {"count": self.cleaned_data["count"], "in_round": self.rounds.get(self.cleaned_data["round"])}
