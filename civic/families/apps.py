"""The app's name on the plan."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "civic.families"
    label = "families"
