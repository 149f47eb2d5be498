"""What the data officer reads in the admin: how callers were made sure of, and who guessed wrongly."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from civic.calls.models import Check


@admin.register(Check)
class CheckAdmin(admin.ModelAdmin):
    """Every try to make sure of a caller, the newest first; wrong ones by the filter."""

    list_display = ("at", "operator", "how", "sure", "case")
    list_filter = ("sure", "how")
    list_select_related = ("operator", "case")
    search_fields = ("operator__handle", "case__number")
    date_hierarchy = "at"
    ordering = ("-at", "-pk")
    fields = ("at", "operator", "how", "sure", "case", "until")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
