"""Doors for the worker: papers that wait to be prepared, qualifications that end soon."""

from celery import shared_task
from django.utils import timezone

from civic.courses import actions


@shared_task(name="courses.prepare", ignore_result=True)
def prepare() -> None:
    """Pictures of papers that wait to be made ready."""
    actions.prepare_papers()


@shared_task(name="courses.tell_ending", ignore_result=True)
def tell_ending() -> None:
    """Whoever's qualification ends within thirty days."""
    actions.tell_ending(at=timezone.now())
