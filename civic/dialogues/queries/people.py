"""Who may sit with children, and which children may come: asked of today's duties and today's words."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from civic.accounts.models import Person
from civic.dialogues.models import Dialogue, Guest
from civic.guardians.queries.consents import children_allowing
from civic.guardians.rules import Purpose
from civic.youth.models import Duty, Edition, Entry
from civic.youth.rules import EntryState, Task

SITTING = (Task.COMPANION, Task.LEAD, Task.DUTY, Task.DESK, Task.SCREENER)  # with children, each with a check


def holding(tasks: Iterable[str], edition: Edition, day: date) -> set[int]:
    """The people who hold one of these tasks that day, with a check in force."""
    held = Duty.objects.held_on(day).filter(task__in=list(tasks))
    return set(held.filter(Q(edition=None) | Q(edition=edition)).values_list("person", flat=True))


def holds(person: Person, tasks: Iterable[str], edition: Edition, day: date) -> bool:
    """Is one of these hers that day?"""
    held = Duty.objects.held_on(day).filter(person=person, task__in=list(tasks))
    return held.filter(Q(edition=None) | Q(edition=edition)).exists()


def may_come(entry: Entry, *, at: datetime) -> bool:
    """Does the child take part still, and does its family let it come in person?"""
    if entry.state not in (EntryState.IN, EntryState.APPOINTED):
        return False
    return entry.child_id in children_allowing(Purpose.DIALOGUE, among=[entry.child_id], at=at)


def guests_who_may(dialogue: Dialogue, *, at: datetime) -> list[Guest]:
    """The invited who may come now; two queries."""
    guests = list(
        dialogue.guests.filter(entry__state__in=(EntryState.IN, EntryState.APPOINTED)).select_related("entry")
    )
    allowed = children_allowing(Purpose.DIALOGUE, among=[guest.entry.child_id for guest in guests], at=at)
    return [guest for guest in guests if guest.entry.child_id in allowed]


def asked_to_agree(dialogue: Dialogue) -> list[Guest]:
    """The children who were there and take part still: minutes wait for each of them."""
    there = dialogue.guests.filter(was_there=True).exclude(entry__state=EntryState.WITHDRAWN)
    return list(there.select_related("entry"))
