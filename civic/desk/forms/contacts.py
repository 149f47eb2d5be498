"""The form that opens a contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.looking import Reason
from civic.desk.forms.fields import Words


class ContactForm(forms.Form):
    """Why an officer needs to reach the reporter; the reporter can read it."""

    reason = forms.ChoiceField(
        label=_("What do you need the contact for?"),
        choices=[("", _("Choose a reason")), *Reason.choices],
        error_messages={"required": _("Choose what you need the contact for.")},
    )

    purpose = Words(
        longest=200,
        is_line=True,
        label=_("In a few words"),
        help_text=_("Your number, the time and these words are kept. The resident can read them."),
    )
    more = Words(
        longest=200,
        is_line=True,
        required=False,
        label=_("You have opened many contacts today. Why this one too?"),
        help_text=_("The data officer reads this."),
    )

    def __init__(self, *args: Any, asks_more: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if not asks_more:
            del self.fields["more"]
