"""Django's admin at /admin/: for the catalogue and for accounts, behind the staff sign-in and the second factor."""

from collections.abc import Iterable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from civic.accounts.guards import has_second_factor, open_to_all
from civic.lib.refusals import NotAllowed
from portal.admin_addresses import Unforged
from portal.admin_journal import Journalled

RECORDS = {
    "cases", "journal", "feedback", "notices", "search", "handling", "supervision", "desk", "calls", "insights", "me"
}  # fmt: skip
"""Apps whose rows are a record: they move only by acts, never by an administrator's form."""

SECRETS = {"account", "mfa", "usersessions", "auth"}
"""Apps of libraries whose rows let somebody in; they have pages of their own, for the person they belong to."""


class CityAdmin(AdminSite):
    """The admin of the city."""

    site_header = _("Gongzhi, administration")
    site_title = _("Gongzhi, administration")
    index_title = _("Catalogue and accounts")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a table into the admin, whose changes are then written down; the record is refused, and what libraries
        bring of secrets is left out."""
        single = isinstance(model_or_iterable, type) and issubclass(model_or_iterable, Model)
        models: Iterable[type[Model]] = [model_or_iterable] if single else model_or_iterable
        for model in models:
            if model._meta.app_label in RECORDS:
                raise ImproperlyConfigured(f"{model.__name__} is part of the record; it moves only by acts.")
            if model._meta.app_label not in SECRETS:
                super().register(model, _journalled(admin_class or ModelAdmin), **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff in service whose session proved a second factor, and who administer something."""
        if not (super().has_permission(request) and has_second_factor(request)):
            return False
        return any(table.has_module_permission(request) for table in self._registry.values())

    @method_decorator(never_cache)
    @method_decorator(open_to_all)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """To the city's own sign-in page and back; whoever is signed in lacks the second factor, or administers
        nothing."""
        onward = get_next_redirect_url(request) or reverse("admin:index")
        if self.has_permission(request):
            return redirect(onward)
        if not request.user.is_authenticated:
            return redirect_to_login(onward, reverse("account_staff_login"))
        if not request.user.is_staff:
            raise NotAllowed(_("This page is for the city's staff."))
        if has_second_factor(request):
            raise NotAllowed(_("This page is for administrators."))
        return redirect_to_login(onward, reverse("account_second_factor"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The city's own page for it."""
        return redirect("account_change_password")


def _journalled(admin_class: type[ModelAdmin]) -> type[ModelAdmin]:
    """The same class, below one that writes every change down and one that is asked anything; none can be registered
    without them."""
    return type(admin_class.__name__, (Journalled, Unforged, admin_class), {"__module__": admin_class.__module__})
