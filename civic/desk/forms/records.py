"""What the data officer narrows the records by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.desk.queries import KINDS, AskedOfRecords
from civic.lib.codes import read_number
from civic.offices.models import Office

LONGEST = 80


class RecordsForm(forms.Form):
    """A kind of look, and by whom, for which office, at which case, on which day."""

    kind = forms.ChoiceField(required=False, label=_("What"), choices=list(KINDS.items()))
    person = forms.CharField(required=False, max_length=LONGEST, label=_("Who: number, handle or name"))
    office = forms.ChoiceField(required=False, label=_("Office"))
    case = forms.CharField(required=False, max_length=20, label=_("Case"))
    day = forms.DateField(
        required=False,
        label=_("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year-month-day, like 2026-12-04.")},
    )
    before = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: Sequence[Office], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [("", _("Every office")), *((one.code, one.name) for one in offices)]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]

    def clean_case(self) -> str:
        """A number as somebody typed it."""
        said: str = self.cleaned_data["case"].strip()
        if said and read_number(said) is None:
            raise forms.ValidationError(_("This is not the number of a case."))
        return said

    def asked(self) -> AskedOfRecords:
        """What was asked for, as far as it can be read."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else getattr(self, "cleaned_data", {})
        return AskedOfRecords(
            kind=said.get("kind") or "openings",
            person=(said.get("person") or "").strip(),
            office=said.get("office") or "",
            case=said.get("case") or "",
            day=said.get("day"),
            before=said.get("before") or 0,
        )
