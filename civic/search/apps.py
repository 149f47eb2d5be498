"""The app's name on the plan."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "civic.search"
    label = "search"
