"""The city's areas and cells for administrators: a door to the acts."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from civic.places.forms import AddCellForm, AmendAreaForm, EndCellForm, FoundAreaForm
from civic.places.models import Area, Cell


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


@admin.register(Cell)
class CellAdmin(PlaceAdmin):
    """The cells of the grid."""

    new_form, known_form = AddCellForm, EndCellForm
    list_display = ("code", "layer", "area", "starts", "ends")
    list_filter = ("layer",)
    list_select_related = ("area",)
    search_fields = ("code",)
    autocomplete_fields = ("area",)
    ordering = ("layer", "code")
