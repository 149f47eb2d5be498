"""The form that opens a contact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.desk.forms.fields import Words


class ContactForm(forms.Form):
    """Why an officer needs to reach the reporter; the reporter can read it."""

    purpose = Words(
        longest=200,
        is_line=True,
        label=_("What do you need the contact for?"),
        help_text=_("Your number, the time and these words are kept. The resident can read them."),
    )
