"""How a reporter shows that a case is hers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class TrackForm(forms.Form):
    """Number and secret code, however they are typed."""

    number = forms.CharField(
        label=_("Number"),
        help_text=_("Ten digits, like 26-7041-5835. It stands on your receipt."),
        error_messages={"required": _("Enter the number of the case.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--code", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Secret code"),
        help_text=_("Twelve letters and digits, like K7QM-2X4P-9TBD. Capitals, dashes and blanks do not matter."),
        error_messages={"required": _("Enter the secret code from your receipt.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "class": "govuk-input--code",
                "spellcheck": "false",
            }
        ),
    )
