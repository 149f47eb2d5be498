"""What people hand in on their own page: an address for the link, and the choice when they go."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.accounts.rules import Contact, read_contact


class LinkForm(forms.Form):
    """Where the link is to go; only to addresses the city can reach."""

    address = forms.CharField(
        max_length=254, widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false", "dir": "ltr"})
    )

    def __init__(self, *args: Any, by_email: bool, by_phone: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.by_email, self.by_phone = by_email, by_phone
        field = self.fields["address"]
        field.label, self.ask = _("Your e-mail address"), _("Enter an e-mail address, like name@example.com.")
        if by_email and by_phone:
            field.label = _("Your e-mail address or mobile number")
            self.ask = _("Enter an e-mail address, like name@example.com, or a mobile number.")
        elif by_phone:
            field.label, self.ask = _("Your mobile number"), _("Enter a mobile number, like 138 0013 8000.")
        field.help_text = _("The one you left with your report.")
        field.error_messages = {"required": self.ask, "max_length": self.ask}

    def clean_address(self) -> Contact:
        """The address as a contact that a message can reach."""
        contact = read_contact(self.cleaned_data["address"])
        if contact is None or not (self.by_email if contact.email else self.by_phone):
            raise forms.ValidationError(self.ask)
        return contact


class EraseForm(forms.Form):
    """What is to go beside what always goes."""

    public_words_too = forms.BooleanField(
        required=False,
        label=_("Take down the published words as well"),
        help_text=_("Others then read only what the city did, and no longer what it was about."),
    )
