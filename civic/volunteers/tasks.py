"""Doors for the worker: answers that are late, and minors whose guardian's yes does not hold any more."""

from celery import shared_task
from django.utils import timezone

from civic.volunteers import actions


@shared_task(name="volunteers.tell_late", ignore_result=True)
def tell_late() -> None:
    """Applications and askings nobody has answered in time."""
    actions.tell_late(at=timezone.now())


@shared_task(name="volunteers.recheck", ignore_result=True)
def recheck() -> None:
    """Under eighteen: does every yes still hold?"""
    actions.recheck(at=timezone.now())
