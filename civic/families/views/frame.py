"""What stands around each page of those who look after children's data."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from civic.accounts.models import Person
from civic.families.rules import ANSWERS, APPROVES, ASKS
from civic.youth.guards import duties_from


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in; the guard let nobody else in."""
    assert isinstance(request.user, Person)
    return request.user


def decides(request: HttpRequest) -> bool:
    """Is she responsible for the track today?"""
    return bool(duties_from(request).tasks & APPROVES)


def frame(request: HttpRequest, **told: Any) -> dict[str, Any]:
    """The context of a page."""
    tasks = duties_from(request).tasks
    return {
        "now": timezone.now(),
        "person": request.user,
        "leads": bool(tasks & APPROVES),
        "opens": bool(tasks & ASKS),
        "answers": bool(tasks & ANSWERS),
        "reads_texts": request.user.is_superuser or bool(tasks & APPROVES),
        "part": request.path.split("/")[3],
    } | told
