"""The app's name on the plan."""

from django.apps import AppConfig


class HoursConfig(AppConfig):
    name = "civic.hours"
    label = "hours"
