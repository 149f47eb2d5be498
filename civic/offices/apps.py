"""The app's name on the plan."""

from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "civic.offices"
    label = "offices"
