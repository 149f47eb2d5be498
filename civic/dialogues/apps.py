"""The app's name on the plan."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "civic.dialogues"
    label = "dialogues"
