"""Doors for the worker: what is due goes to be answered."""

from celery import shared_task
from django.utils import timezone

from civic.suggestions import actions


@shared_task(name="suggestions.call", ignore_result=True)
def call() -> None:
    """Enough stand behind it, or its time is over."""
    actions.call_due(at=timezone.now())
