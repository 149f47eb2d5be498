"""Doors for the worker: the calendar of the book."""

from celery import shared_task
from django.utils import timezone

from civic.hours import actions


@shared_task(name="hours.sweep", ignore_result=True)
def sweep() -> None:
    """By when hours are written down, and who is told when they are not."""
    at = timezone.now()
    actions.set_due(at=at)
    actions.sweep_late(at=at)
