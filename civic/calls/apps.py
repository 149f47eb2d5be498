"""The app's name on the plan."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "civic.calls"
    label = "calls"
