"""The levels that are told of unanswered cases, in the admin."""

from django.contrib import admin

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Rung


@admin.register(Rung)
class RungAdmin(CatalogueAdmin):
    """After how long which level is told. It holds for cases accepted from then on."""

    new_form = known_form = forms.RungForm
    list_display = ("level", "amount", "unit", "office_kind", "role", "is_active")
    ordering = ("pk",)
