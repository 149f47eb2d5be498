"""Doors for the worker: the figures are kept."""

from celery import shared_task
from django.utils import timezone

from civic.insights import actions


@shared_task(name="insights.reckon", ignore_result=True)
def reckon() -> None:
    """Read what is new, and sum up the months that changed."""
    actions.reckon(at=timezone.now())


@shared_task(name="insights.keep_pace", ignore_result=True)
def keep_pace() -> None:
    """Reckon anew how fast the city was in the matters whose figures are some hours old."""
    actions.keep_pace(at=timezone.now())
