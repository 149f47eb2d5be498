"""A caller who rings again: which case, and how the desk makes sure."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AgainForm(forms.Form):
    """Number and secret code; or the number to call back on, with the case's number where it is known."""

    number = forms.CharField(
        required=False,
        max_length=60,
        label=_("Number of the case"),
        help_text=_("Ten digits, like 26-7041-5835. May stay empty when you call back."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "data-label": "s"}),
    )
    code = forms.CharField(
        required=False,
        max_length=60,
        label=_("The caller says the secret code"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-label": "s"}
        ),
    )
    phone = forms.CharField(
        required=False,
        max_length=60,
        label=_("Or: the caller's number, to call back"),
        help_text=_("Do not take it from the display: displays can be forged. Let the caller say it."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel", "data-label": "s"}),
    )

    def clean(self) -> None:
        """One of the two ways, and a number with the code."""
        said = self.cleaned_data
        if not said.get("code") and not said.get("phone"):
            self.add_error("code", _("Say how you make sure: the secret code, or a number to call back."))
        elif said.get("code") and not said.get("number"):
            self.add_error("number", _("The code alone is not enough. Ask for the number of the case as well."))
