"""The app's name on the plan."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "civic.desk"
    label = "desk"
