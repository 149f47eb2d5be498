"""Owner and checking side are told in the night what is due, what was missed, and which report is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.notices import actions as notices
from civic.notices.models import Notice
from civic.offices.models import Post
from civic.offices.rules import Role
from civic.promises.models import Promise, Stage
from civic.promises.queries.desk import WRITES
from civic.promises.rules import SOON, STALE

VERB = "promises-due"
MOST_TOLD = 20  # officers of one office


@transaction.atomic
def tell_due(*, at: datetime) -> int:
    """Tell each owner, and the supervisors of the area, once a day: stages due within a week, missed ones, reports
    due. Run again on the same day it tells nobody twice. Returns how many messages were queued."""
    today = localdate(at)
    first = Promise.objects.underway().select_for_update().order_by("pk").values_list("pk", flat=True)
    first.first()  # of two sweeps at once the second waits here, and finds the messages of the first
    due = due_of(today)
    if not due:
        return 0
    about = f"promises-due:{today.isoformat()}"
    if Notice.objects.filter(verb=VERB, about=about).exists():
        return 0
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    people: dict[int, Person] = {}
    for promise, item in due:
        for person in _whom(promise, today=today):
            people[person.pk] = person
            told[person.pk].append(item)
    letters = [_letter(people[key], items, about=about) for key, items in sorted(told.items())]
    return len(notices.queue_all(letters, at=at))


def due_of(today: date) -> list[tuple[Promise, dict[str, Any]]]:
    """What has to be told about today, by promise; two queries."""
    soon = today + SOON
    stages = Stage.objects.filter(promise__state="underway", acceptance__isnull=True, due_on__lte=soon)
    found = [
        (stage.promise, _item(stage.promise, "stage", stage.due_on, today, stage.words))
        for stage in stages.select_related("promise__owner", "promise__area").order_by("due_on", "pk")
    ]
    own = Q(due_on__lte=soon) | Q(next_report_on__lte=today) | Q(heard_on__lte=today - STALE)
    for promise in Promise.objects.underway().filter(own).select_related("owner", "area").order_by("due_on", "pk"):
        if promise.due_on is not None and promise.due_on <= soon:
            found.append((promise, _item(promise, "promise", promise.due_on, today)))
        if promise.next_report_on is not None and promise.next_report_on <= today:
            found.append((promise, _item(promise, "report", promise.next_report_on, today)))
    return found


def _item(promise: Promise, what: str, day: date, today: date, words: str = "") -> dict[str, Any]:
    return {
        "number": promise.number,
        "title": promise.title,
        "what": what,
        "day": day,
        "words": words,
        "is_missed": day < today,
        "url": f"{settings.SITE_URL}/desk/promises/{promise.number}/",
    }


def _whom(promise: Promise, *, today: date) -> list[Person]:
    """Handlers and heads of the owner, and the supervisors whose posts hold in the area."""
    posts = Post.objects.held_on(today).filter(officer__person__is_active=True)
    path = promise.area.path if promise.area else ""
    reaches = Q(area=None)
    for end in range(1, len(path) + 1):
        if path[end - 1] == "/":
            reaches |= Q(area__path=path[:end])
    mine = posts.filter(office=promise.owner_id, role__in=WRITES) | posts.filter(reaches, role=Role.SUPERVISOR)
    return _people(mine.values_list("officer__person", flat=True))


def _people(keys: Collection[int] | Any) -> list[Person]:
    return list(Person.objects.filter(pk__in=keys).exclude(email="").order_by("pk")[:MOST_TOLD])


def _letter(person: Person, items: list[dict[str, Any]], *, about: str) -> notices.Letter:
    context = {"items": items, "count": len(items), "url": f"{settings.SITE_URL}/desk/promises/"}
    return notices.Letter(verb=VERB, about=about, language=person.language, context=context, email=person.email)
