"""People's accounts for administrators: seen, hired and closed here, never edited."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.actions import close, hire
from civic.accounts.models import Person
from civic.lib.refusals import NotValid, Refused


class HireForm(forms.ModelForm):
    """Whom the city hires."""

    class Meta:
        model = Person
        fields = ["handle", "name", "email"]

    def clean(self) -> dict[str, Any]:
        """Hire, so that what the act refuses is told beside its field."""
        given = super().clean() or {}
        if not self.errors:
            try:
                self.instance = hire(**given, at=timezone.now())
            except NotValid as refused:
                self.add_error(None, forms.ValidationError(refused.fields))
            except Refused as refused:
                self.add_error(None, str(refused))
        return given

    def _post_clean(self) -> None:
        """Nothing is left to do: the act checked and wrote the row."""


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """Who has an account. Contacts of residents are not shown."""

    list_display = ("handle", "name", "is_staff", "is_active", "joined_at", "last_login")
    list_filter = ("is_staff", "is_active")
    search_fields = ("handle", "name")
    ordering = ("-is_staff", "handle")
    fields = ("handle", "name", "is_staff", "is_active", "joined_at", "last_login")
    actions = ("close_accounts",)

    def get_fieldsets(self, request: HttpRequest, obj: Person | None = None) -> Any:
        """A hired person has a handle, a name and an address; a known one is only looked at."""
        return [(None, {"fields": self.fields if obj else HireForm.Meta.fields})]

    def get_form(self, request: HttpRequest, obj: Person | None = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the act."""
        return super().get_form(request, obj, change, **kwargs) if obj else HireForm

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """The act has written the row already."""

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    @admin.action(description=_("Close these accounts"))
    def close_accounts(self, request: HttpRequest, people: QuerySet[Person]) -> None:
        """Nobody signs in with them any more."""
        for person in people:
            close(person, by=request.user, at=timezone.now())
        messages.success(request, _("The accounts are closed."))
