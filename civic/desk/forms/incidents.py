"""What is asked of whoever opens an incident, and of its commander."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.incidents import BULLETIN_LONGEST, REASON_LONGEST
from civic.offices.models import Matter, Officer
from civic.offices.rules import FAMILIES
from civic.places.models import Area, Cell

WORDS = {"maxlength": BULLETIN_LONGEST, "rows": 4}


class _Moment(forms.DateTimeInput):
    input_type = "datetime-local"


def _moment(label: Any, hint: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=hint,
        widget=_Moment(format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"required": _("Name a day and an hour."), "invalid": _("Write it like 2026-12-04T18:00.")},
    )


def _codes(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.TextInput(), max_length=2000)


class OpenIncidentForm(forms.Form):
    """What it is, who commands, what it reaches. The act checks it; here it has a shape, and codes become rows."""

    name_zh_hans = forms.CharField(label=_("Name, simplified Chinese"), max_length=120, required=False)
    name_zh_hant = forms.CharField(label=_("Name, traditional Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name, English"), max_length=160, required=False)
    reason = forms.CharField(
        label=_("Why, as everybody reads it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": REASON_LONGEST}),
    )
    commander = forms.ChoiceField(
        label=_("Who commands"),
        help_text=_("One person. Nobody who checks."),
        error_messages={"required": _("Choose who commands.")},
    )
    areas = forms.MultipleChoiceField(
        label=_("Where"), required=False, widget=forms.CheckboxSelectMultiple(), help_text=_("Whole districts.")
    )
    more_areas = _codes(_("Streets and communities"), _("By code, with spaces between them."))
    cells = _codes(_("Cells"), _("By code, with spaces between them."))
    polygon = forms.CharField(
        label=_("An outline"),
        required=False,
        max_length=20_000,
        help_text=_("As GeoJSON draws a polygon, WGS84."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    families = forms.MultipleChoiceField(
        label=_("What its cases are about"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        choices=FAMILIES.items(),
    )
    matters = _codes(_("Single matters"), _("By code, with spaces between them."))
    gathers_from = _moment(_("Cases filed since"), _("At most 30 days ago; new ones join by themselves."))
    until = _moment(_("Clocks stand still until, at the latest"), _("At most 30 days; it can be prolonged in public."))

    def __init__(self, data: Any = None, *, commanders: list[Officer], districts: list[Area], **given: Any) -> None:
        super().__init__(data, auto_id="incident-%s", **given)
        self.commanders = {officer.number: officer for officer in commanders}
        self.fields["commander"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a person")),
            *((officer.number, f"{officer.person} · {officer.number}") for officer in commanders),
        ]
        self.fields["areas"].choices = [(area.code, area.name) for area in districts]  # type: ignore[attr-defined]

    def clean_more_areas(self) -> list[Area]:
        """The areas of these codes."""
        return self._rows("more_areas", Area.objects.filter(is_active=True))

    def clean_cells(self) -> list[Cell]:
        """The cells of these codes, as they are now."""
        return self._rows("cells", Cell.objects.filter(ends__isnull=True))

    def clean_matters(self) -> list[Matter]:
        """The matters of these codes."""
        return self._rows("matters", Matter.objects.filter(is_active=True))

    def clean_polygon(self) -> Any:
        """What was drawn."""
        said = self.cleaned_data["polygon"].strip()
        try:
            return json.loads(said) if said else None
        except ValueError:
            raise forms.ValidationError(_("This is not the outline of an area, as GeoJSON draws one.")) from None

    def _rows(self, name: str, rows: Any) -> list[Any]:
        codes = self.cleaned_data[name].replace(",", " ").split()
        found = list(rows.filter(code__in=codes)) if codes else []
        missing = [code for code in codes if code not in {row.code for row in found}]
        if missing:
            raise forms.ValidationError(_("There is no such code: %(codes)s."), params={"codes": ", ".join(missing)})
        return found

    def given(self) -> dict[str, Any]:
        """The arguments of the act."""
        said = self.cleaned_data
        families = Matter.objects.filter(is_active=True, family__in=said["families"]) if said["families"] else ()
        areas = Area.objects.filter(code__in=said["areas"], is_active=True) if said["areas"] else ()
        return {
            "names": {"zh-hans": said["name_zh_hans"], "zh-hant": said["name_zh_hant"], "en": said["name_en"]},
            "reason": said["reason"],
            "commander": self.commanders[said["commander"]].person,
            "areas": [*areas, *said["more_areas"]],
            "cells": said["cells"],
            "polygon": said["polygon"],
            "matters": list({matter.pk: matter for matter in [*families, *said["matters"]]}.values()),
            "gathers_from": said["gathers_from"],
            "until": said["until"],
        }


class BulletinForm(forms.Form):
    """The next entry of the bulletin."""

    text = forms.CharField(
        label=_("What is being done, as everybody reads it"), required=False, widget=forms.Textarea(attrs=WORDS)
    )


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = _moment(_("Clocks stand still until, at the latest"))
    text = forms.CharField(
        label=_("Why, for the bulletin"), required=False, widget=forms.Textarea(attrs=WORDS | {"rows": 3})
    )


class EndForm(forms.Form):
    """The last word of an incident."""

    text = forms.CharField(
        label=_("Last entry of the bulletin"), required=False, widget=forms.Textarea(attrs=WORDS | {"rows": 3})
    )


class NumberForm(forms.Form):
    """The case that joins."""

    number = forms.CharField(label=_("Number of the case"), max_length=30, required=False)


class HandForm(forms.Form):
    """Who commands from now on."""

    commander = forms.ChoiceField(label=_("Who commands from now on"))

    def __init__(self, data: Any = None, *, commanders: list[Officer], **given: Any) -> None:
        super().__init__(data, **given)
        self.commanders = {officer.number: officer for officer in commanders}
        self.fields["commander"].choices = [  # type: ignore[attr-defined]
            (officer.number, f"{officer.person} · {officer.number}") for officer in commanders
        ]
