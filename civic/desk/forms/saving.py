"""How a view gets its name, and whose officers see it too."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.desk.models import LONGEST_NAME
from civic.lib.plain_text import clean_line
from civic.offices.models import Office

ONLY_ME = _("Only me")


class SaveForm(forms.Form):
    """A name for what the list shows now, and with whom it is shared."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Give the view a name, so that you find it again."),
            "max_length": _("This is too long. Keep it under %(limit_value)d characters."),
        },
    )
    office = forms.ChoiceField(label=_("Who sees it"), required=False)

    def __init__(self, data: Any = None, *, offices: Iterable[Office], **given: Any) -> None:
        super().__init__(data, auto_id="save-%s", **given)
        self.offices = {office.code: office for office in offices}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", ONLY_ME),
            *((office.code, office.name) for office in self.offices.values()),
        ]

    def clean_name(self) -> str:
        """The name without controls and tricks."""
        return clean_line(self.cleaned_data["name"]).strip()

    def clean_office(self) -> Office | None:
        """The office itself."""
        return self.offices.get(self.cleaned_data["office"])
