"""Officers and their posts in the admin."""

from django.contrib import admin

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Absence, Officer, Post


@admin.register(Officer)
class OfficerAdmin(CatalogueAdmin):
    """Who works at the desk, on one side. An officer comes to be with the first post."""

    known_form = forms.OfficerForm
    list_display = ("number", "person", "side")
    list_filter = ("side",)
    list_select_related = ("person",)
    search_fields = ("number", "person__handle", "person__name")
    ordering = ("number",)


@admin.register(Post)
class PostAdmin(CatalogueAdmin):
    """Appointments, and their end."""

    new_form, known_form = forms.AppointForm, forms.EndPostForm
    list_display = ("officer", "person_of", "side", "role", "office", "area", "starts", "ends")
    list_filter = ("side", "role")
    list_select_related = ("officer__person", "office", "area")
    search_fields = ("officer__number", "officer__person__handle")
    autocomplete_fields = ("office", "area")
    ordering = ("-starts", "pk")

    @admin.display(description=Officer._meta.get_field("person").verbose_name)
    def person_of(self, post: Post) -> str:
        """Whose post it is."""
        return str(post.officer.person)


@admin.register(Absence)
class AbsenceAdmin(CatalogueAdmin):
    """Who is away, and who stands in."""

    new_form, known_form = forms.StandInForm, forms.EndAbsenceForm
    list_display = ("officer", "stand_in", "starts", "ends", "note")
    list_select_related = ("officer__person", "stand_in__person")
    ordering = ("-starts", "pk")
