"""Offices, the catalogue, posts and the calendar for administrators: a door to the acts."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from civic.offices import forms
from civic.offices.models import Matter, Office, Officer, Post, Stewardship, WorkDay
from civic.offices.queries import calendar_warning


class CatalogueAdmin(admin.ModelAdmin):
    """One form for what is new, one for what is there; nothing is deleted, for cases hang on it."""

    new_form: Any = None
    known_form: Any = None

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the act; without one the row is only looked at."""
        form = self.known_form if change else self.new_form
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


@admin.register(Office)
class OfficeAdmin(CatalogueAdmin):
    """The bodies that answer, command, check and review."""

    new_form, known_form = forms.FoundOfficeForm, forms.AmendOfficeForm
    list_display = ("code", "name_zh_hans", "name_en", "kind", "area", "is_reviewing", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("area",)
    search_fields = ("code", "name_zh_hans", "name_en")
    autocomplete_fields = ("area", "reviewed_by")
    ordering = ("code",)


@admin.register(Matter)
class MatterAdmin(CatalogueAdmin):
    """What a case can be about, and what is promised for it."""

    new_form, known_form = forms.AddMatterForm, forms.AmendMatterForm
    list_display = ("code", "name_zh_hans", "name_en", "family", "answer_days", "appeal_days", "privacy", "is_active")
    list_filter = ("family", "is_active")
    search_fields = ("code", "name_zh_hans", "name_en")


@admin.register(Stewardship)
class StewardshipAdmin(CatalogueAdmin):
    """Who answers for what and where. Another office is named with a new row; the one before ends by itself."""

    new_form = forms.NameStewardForm
    list_display = ("matter", "area", "office", "starts", "ends")
    list_select_related = ("matter", "area", "office")
    list_filter = ("office",)
    autocomplete_fields = ("matter", "area", "office")
    ordering = ("matter__code", "-starts")


@admin.register(Officer)
class OfficerAdmin(CatalogueAdmin):
    """Who works at the desk, on one side. An officer comes to be with the first post."""

    known_form = forms.ChangeSideForm
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
