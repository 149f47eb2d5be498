"""What is asked of the committee and of the office that removes a cause."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.topics import WORDS_LONGEST
from civic.desk.forms.fields import Chosen, Words
from civic.offices.models import Office

NO_OFFICE = _("Choose the office that removes the cause.")


class CauseForm(forms.Form):
    """The cause, who removes it, and by which day."""

    text = Words(label=_("What the cause is, and what removes it"), longest=WORDS_LONGEST)
    due = forms.DateField(
        label=_("Removed by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Name a day."), "invalid": _("Write it like 2026-12-04.")},
    )

    def __init__(self, data: Any = None, *, offices: list[Office], **given: Any) -> None:
        super().__init__(data, **given)
        known = {office.code: office for office in offices}
        choices = [("", _("Choose one")), *((code, office.name) for code, office in known.items())]
        self.fields["office"] = Chosen(
            known, label=_("Which office removes it"), choices=choices, error_messages={"required": NO_OFFICE}
        )


class RemovalForm(forms.Form):
    """How far it is."""

    text = Words(label=_("What was done, and what is still to do"), longest=WORDS_LONGEST)
    is_removed = forms.BooleanField(
        label=_("The cause is removed"),
        help_text=_("The committee then looks, and closes the topic or names the cause anew."),
        required=False,
    )


class CloseTopicForm(forms.Form):
    """Why the topic ends."""

    text = Words(label=_("Why it is closed, as everybody reads it"), longest=WORDS_LONGEST)
