"""The app's name on the plan."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "civic.supervision"
    label = "supervision"
