"""The worker's door to the accounts."""

from celery import shared_task
from django.utils import timezone

from civic.accounts.actions import drop_ended_sessions


@shared_task(name="accounts.tidy", ignore_result=True)
def tidy() -> None:
    """Drop what sessions that ran out left behind."""
    drop_ended_sessions(at=timezone.now())
