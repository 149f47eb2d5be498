"""The app's name on the plan."""

from django.apps import AppConfig


class YouthConfig(AppConfig):
    name = "civic.youth"
    label = "youth"
