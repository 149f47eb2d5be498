"""The app's name on the plan."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "civic.feedback"
    label = "feedback"
