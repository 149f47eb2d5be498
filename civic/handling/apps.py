"""The app's name on the plan."""

from django.apps import AppConfig


class HandlingConfig(AppConfig):
    name = "civic.handling"
    label = "handling"
