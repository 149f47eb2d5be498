"""The catalogue of matters in the admin."""

from django.contrib import admin

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Matter


@admin.register(Matter)
class MatterAdmin(CatalogueAdmin):
    """What a case can be about, and what is promised for it."""

    new_form, known_form = forms.AddMatterForm, forms.AmendMatterForm
    list_display = ("code", "name_zh_hans", "name_en", "family", "answer_days", "appeal_days", "privacy", "is_active")
    list_filter = ("family", "is_active")
    search_fields = ("code", "name_zh_hans", "name_en")
