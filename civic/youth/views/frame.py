"""What stands around every page of the track's own desk."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.youth.guards import duties_from
from civic.youth.queries.reading import open_concerns, to_read
from civic.youth.rules import Task

READS = frozenset({Task.SCREENER, Task.LEAD})
ON_DUTY = frozenset({Task.DUTY, Task.LEAD})


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard let only the signed in come here."""
    assert isinstance(request.user, Person)
    return request.user


def show(
    request: HttpRequest, template: str, *, at: datetime, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the track's desk, with its badge and what waits."""
    person, tasks = person_of(request), duties_from(request).tasks
    frame = {
        "here": here,
        "now": at,
        "desk_side": "check",
        "desk_badge": _("Little mayor"),
        "reads": bool(tasks & READS),
        "is_on_duty": bool(tasks & ON_DUTY),
        "read_count": to_read(person, at=at).count() if tasks & READS else 0,
        "concern_count": open_concerns(person, at=at).count() if tasks & ON_DUTY else 0,
    }
    return render(request, template, frame | context, status=status)
