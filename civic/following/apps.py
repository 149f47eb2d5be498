"""The app's name on the plan."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    name = "civic.following"
    label = "following"
