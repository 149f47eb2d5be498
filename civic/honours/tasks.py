"""Doors for the worker: points follow the book, certificates too."""

from celery import shared_task
from django.utils import timezone

from civic.honours import actions


@shared_task(name="honours.settle", ignore_result=True)
def settle() -> None:
    """Points for hours that were credited or taken back; certificates that count what was taken back."""
    at = timezone.now()
    actions.settle_points(at=at)
    actions.revoke_outdated(at=at)
