"""The app's name on the plan."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "civic.journal"
    label = "journal"
