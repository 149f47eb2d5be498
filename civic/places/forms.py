"""What an administrator may hand in about places: each form is one act."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.act_form import ActForm, names_of
from civic.places.actions import add_cell, amend_area, end_cell, found_area
from civic.places.models import Area, Cell

NAMES = ["name_zh_hans", "name_zh_hant", "name_en"]


class FoundAreaForm(ActForm):
    """A new area."""

    polygon = forms.JSONField(label=_("Borders (GeoJSON, WGS84)"), required=False)
    starts = forms.DateField(label=_("In force from"), required=False)

    class Meta:
        model = Area
        fields = ["code", "kind", "parent", *NAMES]

    def act(self, given: dict[str, Any]) -> models.Model:
        return found_area(
            code=given["code"],
            kind=given["kind"],
            parent=given["parent"],
            names=names_of(given),
            polygon=given["polygon"] or None,
            starts=given["starts"],
        )


class AmendAreaForm(ActForm):
    """Other names or borders for an area, or its end."""

    polygon = forms.JSONField(label=_("Borders (GeoJSON, WGS84)"), required=False)
    starts = forms.DateField(label=_("In force from"), required=False)

    class Meta:
        model = Area
        fields = [*NAMES, "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        area = Area.objects.select_related("parent").get(pk=self.instance.pk)
        return amend_area(
            area,
            names=names_of(given),
            polygon=given["polygon"] or None,
            starts=given["starts"],
            is_active=given["is_active"],
        )


class AddCellForm(ActForm):
    """A new cell, or another shape for one from a day on."""

    class Meta:
        model = Cell
        fields = ["layer", "code", "area", "polygon", "starts"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return add_cell(**(given | {"layer": given["layer"].code}))


class EndCellForm(ActForm):
    """The last day of a cell."""

    class Meta:
        model = Cell
        fields = ["ends"]

    def act(self, given: dict[str, Any]) -> models.Model:
        cell = Cell.objects.get(pk=self.instance.pk)
        return end_cell(cell, ends=given["ends"]) if given["ends"] else cell
