"""The app's name on the plan."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "civic.promises"
    label = "promises"
