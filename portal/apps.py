"""The site as an app: its templates' tags, and the queue that every process knows."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The site."""

    name = "portal"

    def ready(self) -> None:
        """Make the queue known, so that an act can wake its worker by name from any thread."""
        from portal.celery import app

        app.set_default()
