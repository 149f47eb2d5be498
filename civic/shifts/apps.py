"""The app's name on the plan."""

from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "civic.shifts"
    label = "shifts"
