"""The app's name on the plan."""

from django.apps import AppConfig


class JuriesConfig(AppConfig):
    name = "civic.juries"
    label = "juries"
