"""The app's name on the plan."""

from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "civic.honours"
    label = "honours"
