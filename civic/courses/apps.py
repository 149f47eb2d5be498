"""The app's name on the plan."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "civic.courses"
    label = "courses"
