"""The app's name on the plan."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "civic.insights"
    label = "insights"
