"""Doors for the worker: offers that end, reminders, news of shifts, rotas, late needs, key roads."""

from celery import shared_task
from django.utils import timezone

from civic.shifts import actions


@shared_task(name="shifts.offer", ignore_result=True)
def offer() -> None:
    """Offers that nobody took go to the next in line, and places of whoever volunteers or is fit no more."""
    at = timezone.now()
    actions.free_places_of_gone(at=at)
    actions.free_places_unfit(at=at)
    actions.let_offers_lapse(at=at)


@shared_task(name="shifts.call", ignore_result=True)
def call() -> None:
    """Key roads on which nobody checked in."""
    actions.alert_key_roads(at=timezone.now())


@shared_task(name="shifts.tell", ignore_result=True)
def tell() -> None:
    """The evening before, whoever comes; by day, whoever wants to hear of new shifts; needs that are late."""
    at = timezone.now()
    actions.remind(at=at)
    actions.tell_watchers(at=at)
    actions.tell_late_needs(at=at)


@shared_task(name="shifts.extend", ignore_result=True)
def extend() -> None:
    """Rotas are laid further ahead."""
    actions.extend_rotas(at=timezone.now())
