"""Doors for the worker: they sweep rows and call acts; nothing is lost when one never runs."""

from celery import shared_task
from django.utils import timezone

from civic.cases import actions


@shared_task(name="cases.prepare_photos", ignore_result=True)
def prepare_photos() -> None:
    """Prepare the photos that wait."""
    actions.prepare_photos(at=timezone.now())


@shared_task(name="cases.recount", ignore_result=True)
def recount() -> None:
    """Reckon due dates again after the calendar changed."""
    actions.recount(at=timezone.now())


@shared_task(name="cases.escalate", ignore_result=True)
def escalate() -> None:
    """Tell the next level of what stays unanswered, and leading offices of tasks that are late."""
    actions.escalate(at=timezone.now())
    actions.tell_late_tasks(at=timezone.now())


@shared_task(name="cases.follow", ignore_result=True)
def follow() -> None:
    """Let merged reports follow the case they were merged into."""
    actions.follow(at=timezone.now())


@shared_task(name="cases.tidy", ignore_result=True)
def tidy() -> None:
    """Forget what has lapsed, and what was kept on a ground that has ended."""
    actions.tidy(at=timezone.now())
    actions.let_go(at=timezone.now())


@shared_task(name="cases.seal", ignore_result=True)
def seal() -> None:
    """Take cases back whose matter became private."""
    actions.seal(at=timezone.now())


@shared_task(name="cases.call_next", ignore_result=True)
def call_next() -> None:
    """Call the next person wherever nobody answered in time."""
    actions.call_next(at=timezone.now())


@shared_task(name="cases.tend_incidents", ignore_result=True)
def tend_incidents() -> None:
    """Gather the cases of incidents, and let them run again."""
    actions.tend_incidents(at=timezone.now())


@shared_task(name="cases.weigh_returns", ignore_result=True)
def weigh_returns() -> None:
    """Open topics where problems come back, and tell whose day is over."""
    actions.weigh_returns(at=timezone.now())
    actions.tell_late_topics(at=timezone.now())
