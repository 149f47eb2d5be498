"""What may be said once for many cases: to which office they all go, and what those are about that name nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import moves_of
from civic.desk.forms.growing import answering_offices
from civic.offices.models import Matter, Office
from civic.offices.queries import matters_by_family
from civic.offices.rules import FAMILIES


class BulkForm(forms.Form):
    """What a verb asks for, said once: an office for all of them, else each goes to the one named for it; a matter for
    those that name none, else what their words suggest."""

    office = forms.ChoiceField(
        label=_("To which office"),
        required=False,
        error_messages={"invalid_choice": _("There is no such office. Choose one from the list.")},
    )

    matter = forms.ChoiceField(
        label=_("What those are about that name nothing"),
        required=False,
        error_messages={"invalid_choice": _("This matter is not in the list. Choose one from it.")},
    )

    def __init__(self, data: Any = None, *, verb: str) -> None:
        super().__init__(data, auto_id="bulk-%s")
        asked = {demand.kind for move in moves_of(verb) for demand in move.demands}
        self.offices = {office.code: office for office in answering_offices()} if "office" in asked else {}
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            ("", _("Each to the office named for it")),
            *((office.code, office.name) for office in self.offices.values()),
        ]
        families = matters_by_family() if "matter" in asked else {}
        self.matters = {matter.code: matter for matters in families.values() for matter in matters}
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            ("", _("Each as its words suggest")),
            *(
                (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in matters])
                for family, matters in families.items()
            ),
        ]

    @property
    def asked(self) -> list[forms.BoundField]:
        """What this verb asks once for all."""
        return [self[name] for name, known in (("office", self.offices), ("matter", self.matters)) if known]

    def clean_office(self) -> Office | None:
        """The office itself."""
        return self.offices.get(self.cleaned_data["office"])

    def clean_matter(self) -> Matter | None:
        """The matter itself."""
        return self.matters.get(self.cleaned_data["matter"])
