"""The app's name on the plan."""

from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "civic.guides"
    label = "guides"
