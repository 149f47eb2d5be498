"""A call on one page. The acts and rules check it; here it only has a shape, and the order in which it is told."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.calls.queries import place_of
from civic.calls.rules import MESSAGES_IN, WRITTEN_IN, Spoken
from civic.cases.actions import ReportGiven
from civic.cases.rules import Kind
from civic.cases.rules.report import ADDRESS_LONGEST, TEXT_LONGEST
from civic.offices.models import Matter, Office
from civic.offices.rules import FAMILIES
from civic.places.queries import component_by_code

KINDS = [(kind.value, kind.label) for kind in Kind]
KEPT = ("phone", "text", "spoken", "kind", "about_office", "matter", "place", "found", "confidential")


class CallForm(forms.Form):
    """What a caller says, in the order in which it is asked: the number first, in case the line breaks."""

    phone = forms.CharField(
        required=False,
        label=gettext_lazy("Call back on"),
        help_text=gettext_lazy("Ask for it first, in case the line breaks. It may stay empty."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "inputmode": "tel", "data-label": "s"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("What the caller says"),
        help_text=gettext_lazy("In the caller's own words."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": TEXT_LONGEST, "dir": "auto", "data-label": "s"}),
    )
    spoken = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Spoken in"),
        choices=Spoken.choices,
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
    )
    kind = forms.CharField(
        required=False, label=gettext_lazy("Kind"), widget=forms.Select(choices=KINDS, attrs={"data-label": "s"})
    )
    about_office = forms.CharField(
        required=False,
        label=gettext_lazy("Which office is it about? (if the caller knows)"),
        help_text=gettext_lazy("Nobody who works there sees this report."),
        widget=forms.Select(attrs={"data-label": "s"}),
    )
    matter = forms.CharField(
        required=False, label=gettext_lazy("What it is about"), widget=forms.Select(attrs={"data-label": "s"})
    )
    place = forms.CharField(
        required=False,
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("Street, landmark, area, number of a plate or of a grid cell."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "maxlength": ADDRESS_LONGEST, "dir": "auto", "data-label": "s"}
        ),
    )
    found = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    confidential = forms.BooleanField(
        required=False,
        label=gettext_lazy("The caller wants to stay unknown to the office that handles it"),
    )

    def __init__(
        self, *args: Any, families: Mapping[str, Sequence[Matter]], offices: Sequence[Office] = (), **given: Any
    ) -> None:
        super().__init__(*args, **given)
        self.offices = {office.code: office for office in offices}
        about: Any = self.fields["about_office"].widget
        about.choices = [("", _("Not said")), *((code, office.name) for code, office in self.offices.items())]
        self.matters = {matter.code: matter for held in families.values() for matter in held}
        matter: Any = self.fields["matter"].widget
        matter.choices = [
            ("", _("Not sure, the desk chooses")),
            *(
                (FAMILIES.get(family, FAMILIES["other"]), [(one.code, f"{one.name} {one.code}") for one in held])
                for family, held in families.items()
            ),
        ]

    @property
    def said(self) -> dict[str, Any]:
        """What was typed so far, also where it has faults, for the draft."""
        typed = {name: str(self.data.get(name, ""))[: TEXT_LONGEST + 1000] for name in KEPT}
        return typed | {"confidential": bool(self.data.get("confidential"))}

    @cached_property
    def chosen(self) -> Matter | None:
        """The matter that was chosen, if it is in the catalogue."""
        return self.matters.get(str(self["matter"].value() or ""))

    @cached_property
    def point(self) -> tuple[float, float, str] | None:
        """The point that was picked, with the component on it."""
        return place_of(str(self["found"].value() or ""))

    def report(self) -> ReportGiven:
        """The report this call makes."""
        said = self.cleaned_data
        spoken = said.get("spoken") or Spoken.MANDARIN.value
        point = self.point
        named = said.get("about_office", "") if said.get("kind") == Kind.MISCONDUCT else ""
        return ReportGiven(
            kind=said.get("kind", ""),
            text=said.get("text", ""),
            matter=self.chosen,
            about_office=self.offices.get(named),
            office_is_known=not named or named in self.offices,
            matter_is_known=self.chosen is not None or not said.get("matter"),
            lat=point[0] if point else None,
            lon=point[1] if point else None,
            address=said.get("place", ""),
            language=WRITTEN_IN[Spoken(spoken)],
            phone=said.get("phone", "").strip(),
            contact_language=MESSAGES_IN[Spoken(spoken)],
            is_confidential=True if said.get("confidential") else None,
            component=component_by_code(point[2]) if point and point[2] else None,
            spoken=spoken,
        )
