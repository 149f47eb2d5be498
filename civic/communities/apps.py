"""The app's name on the plan."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "civic.communities"
    label = "communities"
