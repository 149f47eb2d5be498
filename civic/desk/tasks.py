"""Doors for the worker: lists that an officer sent go on here."""

from celery import shared_task
from django.utils import timezone

from civic.desk import actions


@shared_task(name="desk.work_batches", ignore_result=True)
def work_batches() -> None:
    """Move what waits of the lists that officers sent."""
    actions.work_batches(at=timezone.now())


@shared_task(name="desk.tidy")
def tidy() -> int:
    """What was typed and not sent goes after half a day."""
    return actions.drop_old_words(at=timezone.now())
