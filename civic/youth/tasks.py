"""Doors for the worker: the calendar of the track."""

from celery import shared_task
from django.utils import timezone

from civic.youth import actions


@shared_task(name="youth.recheck", ignore_result=True)
def recheck() -> None:
    """Whoever turned fourteen, or whose phase has begun, may it still take part?"""
    actions.recheck_due(at=timezone.now())
    actions.tell_birthdays(at=timezone.now())
