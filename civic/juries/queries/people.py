"""Who may do what on a jury: asked of the duties in force that day, never of a habit."""

from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.juries.models import Panel, Seat
from civic.youth.models import Duty, Edition
from civic.youth.rules import STAFF_TASKS, Task


def holds(person: Person, task: Task, edition: Edition, *, at: datetime) -> bool:
    """Is this her task in this edition today, and does her check hold? One query."""
    held = Duty.objects.held_on(localdate(at)).filter(person=person, task=task)
    return held.filter(Q(edition=None) | Q(edition=edition)).exists()


def sits_at_the_desk(person: Person, edition: Edition, *, at: datetime) -> bool:
    """Does she work for the track at its desk, and so know more than a blind sheet says?"""
    held = Duty.objects.held_on(localdate(at)).filter(person=person, task__in=STAFF_TASKS)
    return held.filter(Q(edition=None) | Q(edition=edition)).exists()


def active_seats(panel: Panel, *, at: datetime) -> list[Seat]:
    """The seats whose jurors may read today: not ended, declared, their check in force. Two queries."""
    held = Duty.objects.held_on(localdate(at)).filter(task=Task.JUROR)
    held = held.filter(Q(edition=None) | Q(edition=panel.edition_id))
    seats = panel.seats.filter(ended_at__isnull=True, declared_at__isnull=False)
    return list(seats.filter(person__in=held.values("person")).select_related("person").order_by("pk"))
