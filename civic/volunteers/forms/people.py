"""The forms of the coordinators' desk: a reason, a purpose, whom one looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.volunteers.forms.joining import PLAIN
from civic.volunteers.rules import LONGEST_REASON, Document


class ReasonForm(forms.Form):
    """Why; whoever it is about reads it."""

    reason = forms.CharField(
        label=_("The reason"),
        help_text=_("Whoever it is about reads it. Say what can be done about it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason: whoever it is about reads it.")},
    )


class PurposeForm(forms.Form):
    """What for; the volunteer reads it."""

    purpose = forms.CharField(
        label=_("What for?"),
        help_text=_("It is written down with your name, and the volunteer reads it."),
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"required": _("Say what for: the volunteer reads it.")},
    )


class FindForm(PurposeForm):
    """A volunteer by her number, or by the document she shows; never by a part of a name."""

    field_order = ("number", "document", "document_number", "purpose")
    number = forms.CharField(
        label=_("Number of the volunteer"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**PLAIN, "dir": "ltr", "class": "govuk-input--width-20 num"}),
    )
    document = forms.ChoiceField(
        label=_("Or the document she shows"), choices=[("", _("Choose one")), *Document.choices], required=False
    )
    document_number = forms.CharField(
        label=_("Number of that document"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**PLAIN, "dir": "ltr", "class": "govuk-input--width-20 num"}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two ways."""
        given = self.cleaned_data
        if not given.get("number") and not (given.get("document") and given.get("document_number")):
            raise forms.ValidationError(_("Type the volunteer’s number, or a document with its number."))
        return given
