"""The app's name on the plan."""

from django.apps import AppConfig


class MeConfig(AppConfig):
    name = "civic.me"
    label = "me"
