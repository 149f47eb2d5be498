"""The worker's door to a person's own page."""

from celery import shared_task
from django.utils import timezone

from civic.me.actions import drop_links


@shared_task(name="me.tidy", ignore_result=True)
def tidy() -> None:
    """Drop links that ended."""
    drop_links(at=timezone.now())
