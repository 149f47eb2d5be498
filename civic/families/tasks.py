"""Doors for the worker: tell in time what has to be answered, and erase what the timetable says."""

from celery import shared_task
from django.utils import timezone

from civic.families import actions
from civic.lib.quiet import is_quiet


@shared_task(name="families.sweep", ignore_result=True)
def sweep() -> None:
    """Names whose time is over; by day, requests whose day comes near."""
    at = timezone.now()
    actions.erase_due(at=at)
    if not is_quiet(at):
        actions.escalate_requests(at=at)
