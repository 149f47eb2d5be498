"""What may be said once for many cases: to which office they all go, where not each to its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import moves_of
from civic.desk.forms.growing import answering_offices
from civic.offices.models import Office


class BulkForm(forms.Form):
    """An office for all of them, where the verb asks for one; left open, each goes to the one named for it."""

    office = forms.ChoiceField(
        label=_("To which office"),
        required=False,
        error_messages={"invalid_choice": _("There is no such office. Choose one from the list.")},
    )

    def __init__(self, data: Any = None, *, verb: str) -> None:
        super().__init__(data, auto_id="bulk-%s")
        asks = any(demand.kind == "office" for move in moves_of(verb) for demand in move.demands)
        self.offices = {office.code: office for office in answering_offices()} if asks else {}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", _("Each to the office named for it")),
            *((office.code, office.name) for office in self.offices.values()),
        ]

    def clean_office(self) -> Office | None:
        """The office itself."""
        return self.offices.get(self.cleaned_data["office"])
