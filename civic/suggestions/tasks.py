"""Doors for the worker: what is due goes to be answered, and lists stand in their order."""

from celery import shared_task
from django.utils import timezone

from civic.suggestions import actions


@shared_task(name="suggestions.call", ignore_result=True)
def call() -> None:
    """Enough stand behind it, or its time is over."""
    actions.call_due(at=timezone.now())
    actions.close_divided(at=timezone.now())


@shared_task(name="suggestions.talk", ignore_result=True)
def talk() -> None:
    """Comments are open where the phase of a round says so, and no longer."""
    actions.talk_due(at=timezone.now())


@shared_task(name="suggestions.rank", ignore_result=True)
def rank() -> None:
    """How many stand behind each, for the order of lists."""
    actions.rank_anew()


@shared_task(name="suggestions.mark_swarms", ignore_result=True)
def mark_swarms() -> None:
    """Support that looks arranged is marked for a person."""
    actions.mark_swarms(at=timezone.now())


@shared_task(name="suggestions.wipe_unprinted", ignore_result=True)
def wipe_unprinted() -> None:
    """Codes on paper that nobody printed do not lie about."""
    actions.wipe_unprinted(at=timezone.now())


@shared_task(name="suggestions.tell_late_assessments", ignore_result=True)
def tell_late_assessments() -> None:
    """Whoever asked hears that an assessment is late."""
    actions.tell_late_assessments(at=timezone.now())


@shared_task(name="suggestions.find_needs", ignore_result=True)
def find_needs() -> None:
    """Ten reports of one cell that come from a missing facility draft a suggestion."""
    actions.find_needs(at=timezone.now())
