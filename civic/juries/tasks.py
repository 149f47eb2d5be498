"""Doors for the worker: jurors are reminded of their day."""

from celery import shared_task
from django.utils import timezone

from civic.juries import actions


@shared_task(name="juries.remind", ignore_result=True)
def remind() -> None:
    """Sheets that are due soon."""
    actions.remind(at=timezone.now())
