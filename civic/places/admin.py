"""The city's areas and cells for administrators: a door to the acts."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from civic.places.actions import switch
from civic.places.forms import (
    AddCellForm,
    AddComponentForm,
    AddKindForm,
    AddPartyForm,
    AddStructureForm,
    AmendAreaForm,
    AmendComponentForm,
    AmendKindForm,
    AmendLayerForm,
    AmendPartyForm,
    AmendStructureForm,
    EndCellForm,
    FoundAreaForm,
    OpenLayerForm,
    SwitchBackForm,
    SwitchForm,
)
from civic.places.models import (
    Area,
    Border,
    Cell,
    CodeStructure,
    Component,
    ComponentImport,
    ComponentKind,
    ImportFault,
    Layer,
    Party,
    Switch,
)


class PlaceAdmin(admin.ModelAdmin):
    """One form for what is new, one for what is there; nothing is deleted, for cases hang on it."""

    new_form: Any
    known_form: Any

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the act."""
        form = self.known_form if change else self.new_form
        return super().get_form(request, obj, change, **(kwargs | {"form": form, "fields": form.Meta.fields}))

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Only what the act takes."""
        return [(None, {"fields": list((self.known_form if obj else self.new_form).base_fields)})]

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """The act has written the row already."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Area)
class AreaAdmin(PlaceAdmin):
    """City, districts, streets, communities."""

    new_form, known_form = FoundAreaForm, AmendAreaForm
    list_display = ("code", "name_zh_hans", "name_en", "kind", "parent", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent",)
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")
    autocomplete_fields = ("parent",)
    ordering = ("path",)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that acts alone write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Border)
class BorderAdmin(ReadOnlyAdmin):
    """The borders that areas had, have and will have; they follow one another by the acts upon the area."""

    list_display = ("area", "starts", "ends")
    list_select_related = ("area",)
    search_fields = ("area__code", "area__name_zh_hans", "area__name_en")
    ordering = ("area__path", "starts")

    def get_queryset(self, request: HttpRequest) -> Any:
        """A list without the polygons, which are long."""
        return super().get_queryset(request).defer("polygon")


@admin.register(Cell)
class CellAdmin(PlaceAdmin):
    """The cells of the grid."""

    new_form, known_form = AddCellForm, EndCellForm
    list_display = ("code", "layer", "area", "grade", "starts", "ends")
    list_filter = ("layer",)
    list_select_related = ("area",)
    search_fields = ("code",)
    autocomplete_fields = ("area",)
    ordering = ("layer", "code")


@admin.register(ComponentKind)
class ComponentKindAdmin(PlaceAdmin):
    """The classes of components, each of a standard and its edition."""

    new_form, known_form = AddKindForm, AmendKindForm
    list_display = ("code", "name_zh_hans", "name_en", "standard", "edition", "family", "is_active")
    list_filter = ("standard", "edition", "is_active")
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")


@admin.register(Party)
class PartyAdmin(PlaceAdmin):
    """Who owns, is competent for or maintains components."""

    new_form, known_form = AddPartyForm, AmendPartyForm
    list_display = ("code", "name_zh_hans", "name_en", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "name_zh_hans", "name_zh_hant", "name_en")


@admin.register(Component)
class ComponentAdmin(PlaceAdmin):
    """The register, piece by piece; many at once come by `import_components`."""

    new_form, known_form = AddComponentForm, AmendComponentForm
    list_display = ("code", "kind", "area", "state", "owner", "competent")
    list_filter = ("state",)
    list_select_related = ("kind", "area", "owner", "competent")
    search_fields = ("=code",)
    autocomplete_fields = ("kind", "competent", "owner", "maintainer")
    ordering = ("pk",)
    show_full_result_count = False


class FaultInline(admin.TabularInline):
    """The rows that were left out, and why."""

    model = ImportFault
    fields = readonly_fields = ("row", "code", "sentence")
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """A page shows the first of them."""
        return ImportFault.objects.filter(row__lte=self._last_row(request))

    def _last_row(self, request: HttpRequest) -> int:
        pk = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        rows = ImportFault.objects.filter(found_in=pk).order_by("row").values_list("row", flat=True)
        return max(rows[:FAULTS_SHOWN], default=0)


FAULTS_SHOWN = 500


@admin.register(ComponentImport)
class ComponentImportAdmin(admin.ModelAdmin):
    """Every import with what became of its rows; to be read only."""

    list_display = ("file_name", "started_at", "finished_at", "rows_done", "added", "changed", "unchanged", "refused")
    inlines = (FaultInline,)
    ordering = ("-started_at",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(CodeStructure)
class CodeStructureAdmin(PlaceAdmin):
    """How official codes are built."""

    new_form, known_form = AddStructureForm, AmendStructureForm
    list_display = ("code", "of", "name_zh_hans", "name_en", "source")
    ordering = ("code",)


@admin.register(Layer)
class LayerAdmin(PlaceAdmin):
    """The ways the city is cut into cells."""

    new_form, known_form = OpenLayerForm, AmendLayerForm
    list_display = ("code", "name_zh_hans", "name_en", "structure", "is_complete", "order")
    list_select_related = ("structure",)


@admin.register(Switch)
class SwitchAdmin(PlaceAdmin):
    """What is on or off where; a word taken back leaves the decision to the area above."""

    new_form, known_form = SwitchForm, SwitchBackForm
    list_display = ("area", "part", "is_on")
    list_filter = ("part", "is_on")
    list_select_related = ("area",)
    autocomplete_fields = ("area",)
    ordering = ("part", "area__path")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Switch) -> None:
        """Take the word back."""
        switch(obj.area, part=obj.part, is_on=None)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Switch]) -> None:
        """Take several back."""
        for said in queryset.select_related("area"):
            switch(said.area, part=said.part, is_on=None)
