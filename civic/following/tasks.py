"""Doors for the worker: read the timeline, spread it, tell; nothing is lost when one never runs."""

from celery import shared_task
from django.utils import timezone

from civic.following import actions


@shared_task(name="following.read", ignore_result=True)
def read() -> None:
    """Read the timeline and hand it on to whoever follows."""
    at = timezone.now()
    actions.read_timeline(at=at)
    actions.spread(at=at)
    actions.spread_tidings(at=at)


@shared_task(name="following.tell", ignore_result=True)
def tell() -> None:
    """Tell what is due."""
    at = timezone.now()
    actions.take_up_withdrawn(at=at)
    actions.tell(at=at)
    actions.take_up_withdrawn_tidings(at=at)
    actions.tell_tidings(at=at)


@shared_task(name="following.tidy", ignore_result=True)
def tidy() -> None:
    """Forget what has lapsed."""
    at = timezone.now()
    actions.tidy(at=at)
    actions.tidy_tidings(at=at)
