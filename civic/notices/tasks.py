"""The worker's door to the outbox."""

from celery import shared_task
from django.utils import timezone

from civic.notices.actions import deliver_due


@shared_task(name="notices.deliver", ignore_result=True)
def deliver() -> None:
    """Send what is due."""
    deliver_due(at=timezone.now())
