"""The worker's door to what residents say: whom to ask once more."""

from celery import shared_task
from django.utils import timezone

from civic.feedback import actions


@shared_task(name="feedback.ask_again", ignore_result=True)
def ask_again() -> None:
    """Ask whether it has stayed solved, where it is time."""
    actions.ask_again(at=timezone.now())
