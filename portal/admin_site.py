"""Django's admin at /admin/: for the catalogue and for people's accounts, behind the second factor."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class CityAdmin(AdminSite):
    """The admin of the city."""


class CityAdminConfig(AdminConfig):
    """Puts our admin in the place of Django's."""

    default_site = "portal.admin_site.CityAdmin"
