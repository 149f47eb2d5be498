"""Offices, and who answers for what, in the admin."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Office, Stewardship
from civic.offices.queries.reach import reach_of


@admin.register(Office)
class OfficeAdmin(CatalogueAdmin):
    """The bodies that answer, command, check and review."""

    new_form, known_form = forms.FoundOfficeForm, forms.AmendOfficeForm
    list_display = ("code", "name_zh_hans", "name_en", "kind", "area", "is_reviewing", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("area",)
    search_fields = ("code", "name_zh_hans", "name_en")
    autocomplete_fields = ("area", "reviewed_by", "above")
    ordering = ("code",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators of an area look offices up when they appoint somebody."""
        reaches = not reach_of(request.user, on=timezone.localdate()).is_nowhere
        return reaches or super().has_view_permission(request, obj)


@admin.register(Stewardship)
class StewardshipAdmin(CatalogueAdmin):
    """Who answers for what and where. Another office is named with a new row; the one before ends by itself."""

    new_form = forms.NameStewardForm
    list_display = ("matter", "area", "office", "starts", "ends")
    list_select_related = ("matter", "area", "office")
    list_filter = ("office",)
    autocomplete_fields = ("matter", "area", "office")
    ordering = ("matter__code", "-starts")
