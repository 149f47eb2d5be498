"""Doors for the worker; nothing is lost when one never runs."""

from celery import shared_task
from django.utils import timezone

from civic.communities import actions


@shared_task(name="communities.prepare", ignore_result=True)
def prepare() -> None:
    """Sheets that wait."""
    actions.prepare_sheets(at=timezone.now())


@shared_task(name="communities.tell_back", ignore_result=True)
def tell_back() -> None:
    """What came of the topics that were handed to the city."""
    actions.tell_back(at=timezone.now())
