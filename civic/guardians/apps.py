"""The app's name on the plan."""

from django.apps import AppConfig


class GuardiansConfig(AppConfig):
    name = "civic.guardians"
    label = "guardians"
