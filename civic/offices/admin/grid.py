"""The forces of the grid and their seats in the admin."""

from django.contrib import admin

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Force, GridPost, Tag


@admin.register(Force)
class ForceAdmin(CatalogueAdmin):
    """The forces that every cell has."""

    new_form, known_form = forms.AddForceForm, forms.AmendForceForm
    list_display = ("code", "name_zh_hans", "name_en", "order", "shows_phone", "is_active")


@admin.register(GridPost)
class GridPostAdmin(CatalogueAdmin):
    """Who serves where, from when to when."""

    new_form, known_form = forms.SeatForm, forms.AmendSeatForm
    list_display = ("force", "name", "name_en", "area", "cell", "starts", "ends")
    list_filter = ("force",)
    list_select_related = ("force", "area", "cell")
    search_fields = ("name", "name_en", "area__code", "area__name_zh_hans", "cell__code")
    autocomplete_fields = ("area", "cell", "officer")
    ordering = ("force__order", "area__path", "cell__code", "-starts", "pk")


@admin.register(Tag)
class TagAdmin(CatalogueAdmin):
    """The words that gather matters."""

    new_form, known_form = forms.AddTagForm, forms.AmendTagForm
    list_display = ("code", "kind", "name_zh_hans", "name_en", "order", "is_active")
    list_filter = ("kind", "is_active")
