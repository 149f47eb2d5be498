"""The app's name on the plan."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "civic.suggestions"
    label = "suggestions"
