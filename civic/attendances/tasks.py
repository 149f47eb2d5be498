"""Doors for the worker: photos of walk-ins, insurers nobody called, findings that were answered."""

from celery import shared_task
from django.utils import timezone

from civic.attendances import actions


@shared_task(name="attendances.prepare", ignore_result=True)
def prepare() -> None:
    """Photos of walk-ins."""
    actions.prepare_photos()


@shared_task(name="attendances.tell", ignore_result=True)
def tell() -> None:
    """Injuries of which no insurer was told, and what came of what volunteers found."""
    at = timezone.now()
    actions.tell_late_injuries(at=at)
    actions.sweep_findings(at=at)
