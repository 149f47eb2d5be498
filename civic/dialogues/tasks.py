"""Doors for the worker: families hear of what was promised in a dialogue."""

from celery import shared_task
from django.utils import timezone

from civic.dialogues import actions


@shared_task(name="dialogues.tell", ignore_result=True)
def tell() -> None:
    """The steps of promises made in dialogues."""
    actions.tell_promises(at=timezone.now())
