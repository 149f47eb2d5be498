"""Doors for the worker: count what is over, wipe what nobody printed and whence somebody came."""

from celery import shared_task
from django.utils import timezone

from civic.ballots import actions


@shared_task(name="ballots.sweep", ignore_result=True)
def sweep() -> None:
    """Votes that are over; codes nobody printed; networks of long ago."""
    at = timezone.now()
    actions.count_due(at=at)
    actions.wipe_unprinted_codes(at=at)
    actions.wipe_networks(at=at)
