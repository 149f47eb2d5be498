"""What every list of the admin here has in common."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class CatalogueAdmin(admin.ModelAdmin):
    """One form for what is new, one for what is there; nothing is deleted, for cases hang on it."""

    new_form: Any = None
    known_form: Any = None

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the act; without one the row is only looked at."""
        form = self.known_form if change else self.new_form
        if form:
            form = type(form.__name__, (form,), {"by": request.user, "__module__": form.__module__})
        given = {"form": form, "fields": form.Meta.fields} if form else {}
        return super().get_form(request, obj, change, **(kwargs | given))

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Only what the act takes."""
        form = self.known_form if obj else self.new_form
        return [(None, {"fields": form.Meta.fields})] if form else super().get_fieldsets(request, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """The act has written the row already."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.new_form is not None and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.known_form is not None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
