"""The working days in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import WorkDay
from civic.offices.queries import calendar_warning


@admin.register(WorkDay)
class WorkDayAdmin(CatalogueAdmin):
    """The calendar of working days."""

    new_form, known_form = forms.WorkDayForm, forms.AmendWorkDayForm
    list_display = ("day", "is_working", "name", "is_confirmed")
    list_filter = ("is_confirmed", "is_working")
    date_hierarchy = "day"
    ordering = ("-day",)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with a word about years that nobody has confirmed."""
        if warning := calendar_warning(timezone.localdate()):
            messages.warning(request, str(warning))
        return super().changelist_view(request, extra_context)
