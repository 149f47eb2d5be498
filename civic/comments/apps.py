"""The app's name on the plan."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "civic.comments"
    label = "comments"
