"""The worker's door to the phone desk: it finds what the desk has to do, and forgets what it may."""

from celery import shared_task
from django.utils import timezone

from civic.calls import actions


@shared_task(name="calls.sweep", ignore_result=True)
def sweep() -> None:
    """Find calls owed and messages that failed; forget calls left off."""
    at = timezone.now()
    actions.find_owed_calls(at=at)
    actions.find_undelivered(at=at)
    actions.tidy_calls(at=at)
