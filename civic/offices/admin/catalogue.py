"""The catalogue of matters in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Matter


@admin.register(Matter)
class MatterAdmin(CatalogueAdmin):
    """What a case can be about, and what is promised for it."""

    new_form = forms.AddMatterForm  # what is there is changed in the editor, which knows when somebody was faster
    list_display = (
        "code",
        "name_zh_hans",
        "name_en",
        "family",
        "answer_days",
        "appeal_days",
        "privacy",
        "is_read_twice",
        "is_signed",
        "needs_evidence",
        "repair_days",
        "returns_often",
        "is_active",
        "words",
    )
    list_filter = ("family", "is_active")
    search_fields = ("code", "name_zh_hans", "name_en")

    @admin.display(description=_("Words, questions and limits"))
    def words(self, matter: Matter) -> SafeString:
        """The way to the editor, where a matter is changed whole."""
        address = reverse("offices:edit-matter", args=[matter.code])
        return format_html('<a href="{}">{}</a>', address, _("Edit them"))

    def view_on_site(self, matter: Matter) -> str:
        """The page everybody reads, which leads editors on to the editor."""
        return f"/matters/{matter.code}/"  # the page stands above: it tells of cases and figures too
