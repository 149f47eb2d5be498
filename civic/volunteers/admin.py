"""The city's own organisation in the admin: founded once by an administrator, everything else is done at its desk."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from civic.volunteers.forms.founding import FoundCoordinatorsForm
from civic.volunteers.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Bodies that recruit. One form founds the city's own; whoever it names coordinates from then on."""

    list_display = ("code", "name_zh_hans", "name_en", "kind", "state", "decided_at")
    list_filter = ("kind", "state")
    search_fields = ("code", "name_zh_hans", "name_en")
    fields = ("code", "kind", "name_zh_hans", "name_zh_hant", "name_en", "state", "asked_at", "decided_at", "reason")
    ordering = ("code",)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """A new one is what the act takes; a known one is only looked at, without its contact."""
        return [(None, {"fields": self.fields if obj else FoundCoordinatorsForm.Meta.fields})]

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the act, which knows who fills it in."""
        if change:
            return super().get_form(request, obj, change, **kwargs)
        return type(
            "FoundCoordinatorsForm",
            (FoundCoordinatorsForm,),
            {"by": request.user, "__module__": FoundCoordinatorsForm.__module__},
        )

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """The act has written the row already."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Administrators found; nobody else does."""
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
