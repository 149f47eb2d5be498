"""Officers and their posts in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from civic.offices import forms
from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import Absence, LocalAdmin, Officer, Post
from civic.offices.queries.reach import posts_within, reach_of


class WithinReach(CatalogueAdmin):
    """A table that administrators of an area see and keep as far as they reach."""

    officer_of = ""  # the way from a row to the officer it is about

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What lies within the reach of whoever asks."""
        reach, rows = reach_of(request.user, on=timezone.localdate()), super().get_queryset(request)
        if reach.is_everywhere:
            return rows
        posts = posts_within(reach)
        return rows.filter(**{f"{self.officer_of}__in": posts.values("officer") if self.officer_of != "pk" else posts})

    def _reaches(self, request: HttpRequest) -> bool:
        return not reach_of(request.user, on=timezone.localdate()).is_nowhere

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._reaches(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._reaches(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.new_form is not None and self._reaches(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.known_form is not None and self._reaches(request)


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
class PostAdmin(WithinReach):
    """Appointments, and their end."""

    officer_of = "pk"

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
class AbsenceAdmin(WithinReach):
    """Who is away, and who stands in."""

    officer_of = "officer"

    new_form, known_form = forms.StandInForm, forms.EndAbsenceForm
    list_display = ("officer", "stand_in", "starts", "ends", "note")
    list_select_related = ("officer__person", "stand_in__person")
    ordering = ("-starts", "pk")


@admin.register(LocalAdmin)
class LocalAdminAdmin(CatalogueAdmin):
    """Who administers the posts of an area; for the city's administrators."""

    new_form, known_form = forms.LocalAdminForm, forms.EndLocalAdminForm
    list_display = ("person", "area", "starts", "ends")
    list_select_related = ("person", "area")
    autocomplete_fields = ("area",)
    ordering = ("-starts", "pk")
