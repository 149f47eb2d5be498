"""The app's name on the plan."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "civic.volunteers"
    label = "volunteers"
