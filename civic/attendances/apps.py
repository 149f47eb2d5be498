"""The app's name on the plan."""

from django.apps import AppConfig


class AttendancesConfig(AppConfig):
    name = "civic.attendances"
    label = "attendances"
