"""Doors for the worker: what nobody answered leaves."""

from celery import shared_task
from django.utils import timezone

from civic.guardians import actions


@shared_task(name="guardians.drop_unfinished", ignore_result=True)
def drop_unfinished() -> None:
    """An asking that nobody answered within fourteen days leaves no trace."""
    actions.drop_unfinished(at=timezone.now())
