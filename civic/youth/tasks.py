"""Doors for the worker: the calendar of the track."""

from celery import shared_task
from django.utils import timezone

from civic.youth import actions


@shared_task(name="youth.recheck", ignore_result=True)
def recheck() -> None:
    """Whoever turned fourteen, or whose phase has begun, may it still take part? What was taken back long ago goes."""
    actions.recheck_due(at=timezone.now())
    actions.tell_birthdays(at=timezone.now())
    actions.let_rest_go(at=timezone.now())


@shared_task(name="youth.prepare", ignore_result=True)
def prepare() -> None:
    """Children's pictures that wait to be made ready."""
    actions.prepare_pictures(at=timezone.now())


@shared_task(name="youth.tell_late", ignore_result=True)
def tell_late() -> None:
    """Concerns nobody has looked at within their time; locked copies whose time is over."""
    actions.tell_late(at=timezone.now())
    actions.let_evidence_go(at=timezone.now())


@shared_task(name="youth.tell", ignore_result=True)
def tell() -> None:
    """The day by which each proposal is answered; the steps of promises that came of ideas."""
    at = timezone.now()
    actions.set_answer_days(at=at)
    actions.tell_promises(at=at)
