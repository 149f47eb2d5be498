"""What an administrator may hand in about places: each form is one act."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.lib.act_form import ActForm, names_of
from civic.lib.bounded_json import BoundedJSON
from civic.places.actions import (
    add_cell,
    add_component,
    add_kind,
    add_party,
    add_structure,
    amend_area,
    amend_component,
    amend_kind,
    amend_layer,
    amend_party,
    amend_structure,
    end_cell,
    found_area,
    open_layer,
    switch,
)
from civic.places.models import Area, Cell, CodeStructure, Component, ComponentKind, Layer, Party, Switch

NAMES = ["name_zh_hans", "name_zh_hant", "name_en"]


class FoundAreaForm(ActForm):
    """A new area."""

    polygon = BoundedJSON(label=_("Borders (GeoJSON, WGS84)"), required=False)
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

    polygon = BoundedJSON(label=_("Borders (GeoJSON, WGS84)"), required=False)
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
        fields = ["layer", "code", "area", "polygon", "starts", "grade", "land_use"]
        field_classes = {"polygon": BoundedJSON}

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


class AddKindForm(ActForm):
    """A new class of components."""

    class Meta:
        model = ComponentKind
        fields = ["standard", "edition", "code", "structure", "family", "extra", *NAMES]
        field_classes = {"extra": BoundedJSON}

    def act(self, given: dict[str, Any]) -> models.Model:
        told = {name: given[name] for name in ("standard", "edition", "code", "structure", "family")}
        return add_kind(**told, names=names_of(given), extra=given["extra"] or [])


class AmendKindForm(ActForm):
    """Other names, another drawing or other attributes for a class, or its end."""

    class Meta:
        model = ComponentKind
        fields = [*NAMES, "family", "extra", "is_active"]
        field_classes = {"extra": BoundedJSON}

    def act(self, given: dict[str, Any]) -> models.Model:
        kind = ComponentKind.objects.get(pk=self.instance.pk)
        told = {name: given[name] for name in ("family", "is_active")}
        return amend_kind(kind, names=names_of(given), extra=given["extra"] or [], **told)


class AddPartyForm(ActForm):
    """A new party."""

    class Meta:
        model = Party
        fields = ["code", *NAMES]

    def act(self, given: dict[str, Any]) -> models.Model:
        return add_party(code=given["code"], names=names_of(given))


class AmendPartyForm(ActForm):
    """Another name for a party, or its end."""

    class Meta:
        model = Party
        fields = [*NAMES, "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        party = Party.objects.get(pk=self.instance.pk)
        return amend_party(party, names=names_of(given), is_active=given["is_active"])


OF_A_COMPONENT = [
    "name",
    "lat",
    "lon",
    "address",
    "competent",
    "owner",
    "maintainer",
    "state",
    "installed_on",
    "surveyed_on",
    "source",
    "material",
    "model",
    "remark",
    "attributes",
]


class AddComponentForm(ActForm):
    """A new component."""

    class Meta:
        model = Component
        fields = ["code", "kind", *OF_A_COMPONENT]
        field_classes = {"attributes": BoundedJSON}

    def act(self, given: dict[str, Any]) -> models.Model:
        return add_component(**(given | {"attributes": given["attributes"] or {}}), on=timezone.localdate())


class AmendComponentForm(ActForm):
    """Another place, state or keeper for a component."""

    class Meta:
        model = Component
        fields = OF_A_COMPONENT
        field_classes = {"attributes": BoundedJSON}

    def act(self, given: dict[str, Any]) -> models.Model:
        component = Component.objects.get(pk=self.instance.pk)
        return amend_component(
            component, **(given | {"attributes": given["attributes"] or {}}), on=timezone.localdate()
        )


class AddStructureForm(ActForm):
    """A new way to build codes."""

    class Meta:
        model = CodeStructure
        fields = ["code", "of", *NAMES, "parts", "source"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return add_structure(
            given["code"], of=given["of"], names=names_of(given), parts=given["parts"], source=given["source"]
        )


class AmendStructureForm(ActForm):
    """Another name, source or other parts for a structure."""

    class Meta:
        model = CodeStructure
        fields = [*NAMES, "parts", "source"]

    def act(self, given: dict[str, Any]) -> models.Model:
        structure = CodeStructure.objects.get(pk=self.instance.pk)
        return amend_structure(structure, names=names_of(given), parts=given["parts"], source=given["source"])


class OpenLayerForm(ActForm):
    """A new layer of cells."""

    class Meta:
        model = Layer
        fields = ["code", *NAMES, "structure", "is_complete", "order"]

    def act(self, given: dict[str, Any]) -> models.Model:
        kept = {name: given[name] for name in ("structure", "is_complete", "order")}
        return open_layer(given["code"], names=names_of(given), **kept)


class AmendLayerForm(ActForm):
    """Another name, structure or order for a layer."""

    class Meta:
        model = Layer
        fields = [*NAMES, "structure", "is_complete", "order"]

    def act(self, given: dict[str, Any]) -> models.Model:
        kept = {name: given[name] for name in ("structure", "is_complete", "order")}
        return amend_layer(Layer.objects.get(pk=self.instance.pk), names=names_of(given), **kept)


class SwitchForm(ActForm):
    """A part of the service is on or off in an area."""

    class Meta:
        model = Switch
        fields = ["area", "part", "is_on"]

    def act(self, given: dict[str, Any]) -> models.Model:
        switch(given["area"], part=given["part"], is_on=given["is_on"])
        return Switch.objects.get(area=given["area"], part=given["part"])


class SwitchBackForm(ActForm):
    """The same part and area, on or off."""

    class Meta:
        model = Switch
        fields = ["is_on"]

    def act(self, given: dict[str, Any]) -> models.Model:
        said = Switch.objects.select_related("area").get(pk=self.instance.pk)
        switch(said.area, part=said.part, is_on=given["is_on"])
        return said
