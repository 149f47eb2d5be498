"""The app's name on the plan."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "civic.cases"
    label = "cases"
