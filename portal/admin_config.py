"""Puts the city's admin in the place of Django's; apart from the site itself, which needs the apps to be there."""

from django.contrib.admin.apps import AdminConfig


class CityAdminConfig(AdminConfig):
    """Django's admin with our door."""

    default_site = "portal.admin_site.CityAdmin"
