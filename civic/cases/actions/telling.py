"""Messages to officers: of an office, in a post, about a case or a task; never with a word of the resident."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.cases.models import Case, Task, Topic
from civic.cases.rules.tasks import AWAITED, TAKERS
from civic.notices import actions as notices
from civic.offices.models import Post

MOST_TOLD = 20  # of one office


def tell_officers(
    office_id: int, roles: Collection[str], case: Case, *, verb: str, at: datetime, more: dict[str, Any]
) -> int:
    """Queue a message to the officers of an office who hold one of these posts today. Returns how many there are."""
    people = _in_posts(office_id, roles, at=at)
    for person in people:
        notices.queue(
            verb=verb,
            about=case.subject,
            language=person.language,
            at=at,
            email=person.email,
            context={
                "number": case.number,
                "matter": case.matter or "",
                "url": f"{settings.SITE_URL}/desk/cases/{case.number}/",
                **more,
            },
        )
    return len(people)


def _in_posts(office_id: int, roles: Collection[str], *, at: datetime) -> list[Person]:
    posts = Post.objects.held_on(localdate(at)).filter(
        office=office_id, role__in=roles, officer__person__is_active=True
    )
    people = Person.objects.filter(pk__in=posts.values("officer__person")).exclude(email="")
    return list(people.order_by("pk")[:MOST_TOLD])


def tell_of_topic(
    office_id: int, roles: Collection[str], topic: Topic, *, verb: str, at: datetime, due: datetime | None
) -> int:
    """The same about a topic. Returns how many there are."""
    people = _in_posts(office_id, roles, at=at)
    told = {
        "number": topic.number,
        "matter": topic.matter,
        "area": topic.area or "",
        "office": topic.remover or "",
        "due": due,
        "url": f"{settings.SITE_URL}/desk/topics/{topic.pk}/",
    }
    for person in people:
        notices.queue(verb=verb, about=topic.subject, language=person.language, at=at, email=person.email, context=told)
    return len(people)


def tell_office(office_id: int, task: Task, *, verb: str, at: datetime) -> int:
    """Tell the officers of an office what became of a task."""
    more = {"task": task.number, "office": task.taker, "due": task.due_at, "url": _task_url(task)}
    return tell_officers(office_id, TAKERS, task.case, verb=verb, at=at, more=more)


def _task_url(task: Task) -> str:
    return f"{settings.SITE_URL}/desk/tasks/{task.pk}/"


def tell_late_tasks(*, at: datetime, most: int = 200) -> int:
    """Tell each leading office once that a task it gave is late. Whoever claims the row tells. Returns how many."""
    late = Task.objects.filter(state__in=AWAITED, due_at__lt=at, told_at__isnull=True).order_by("due_at", "pk")
    return sum(_tell_late(pk, at=at) for pk in list(late.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _tell_late(pk: int, *, at: datetime) -> bool:
    claimed = Task.objects.filter(pk=pk, state__in=AWAITED, told_at__isnull=True).update(told_at=at)
    if claimed != 1:
        return False
    task = Task.objects.select_related("case__matter", "taker").get(pk=pk)
    tell_office(task.case.office_id or task.giver_id, task, verb="task-late", at=at)
    return True
