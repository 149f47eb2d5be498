"""Doors for the worker: the figures are kept."""

from celery import shared_task
from django.utils import timezone

from civic.insights import actions


@shared_task(name="insights.reckon", ignore_result=True)
def reckon() -> None:
    """Read what is new, and sum up the months that changed."""
    actions.reckon(at=timezone.now())
