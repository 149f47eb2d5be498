"""Doors for the worker: prepare pictures; let changes hold; tell in the morning what is due."""

from celery import shared_task
from django.utils import timezone

from civic.lib.quiet import is_quiet
from civic.promises import actions


@shared_task(name="promises.prepare", ignore_result=True)
def prepare() -> None:
    """Pictures that wait."""
    actions.prepare_pictures(at=timezone.now())


@shared_task(name="promises.sweep", ignore_result=True)
def sweep() -> None:
    """Changes whose day has come; once a day, after the night, what is due."""
    at = timezone.now()
    actions.bring_into_effect(at=at)
    if not is_quiet(at):
        actions.tell_due(at=at)
