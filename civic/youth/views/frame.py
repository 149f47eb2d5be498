"""What stands around every page of the track's own desk."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.youth.guards import duties_from
from civic.youth.queries.waiting import ON_DUTY, READS, waiting_for

KEYS_COOKIE = "desk-keys"  # one switch turns the keys off in every room of the desk


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard let only the signed in come here."""
    assert isinstance(request.user, Person)
    return request.user


def show(
    request: HttpRequest, template: str, *, at: datetime, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the track's desk, with its badge and what waits."""
    person, tasks = person_of(request), duties_from(request).tasks
    waits = waiting_for(person, duties_from(request), at=at)
    frame = {
        "here": here,
        "now": at,
        "desk_side": "check",
        "desk_badge": _("Little mayor"),
        "reads": bool(tasks & READS),
        "is_on_duty": bool(tasks & ON_DUTY),
        "waits": waits,
        "read_count": waits["reading"].count if "reading" in waits else 0,
        "keys_are_off": request.COOKIES.get(KEYS_COOKIE) == "off",
    }
    return render(request, template, frame | context, status=status)
