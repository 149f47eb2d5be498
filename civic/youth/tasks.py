"""Doors for the worker: what children and families wait to hear."""

from celery import shared_task
from django.utils import timezone

from civic.youth import actions


@shared_task(name="youth.tell", ignore_result=True)
def tell() -> None:
    """The day by which each proposal is answered; the steps of promises that came of ideas."""
    at = timezone.now()
    actions.set_answer_days(at=at)
    actions.tell_promises(at=at)
