"""The app's name on the plan."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "civic.ballots"
    label = "ballots"
