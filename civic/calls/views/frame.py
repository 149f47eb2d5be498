"""What stands around every page of the phone desk."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from civic.accounts.models import Person
from civic.calls.queries import counts, recent_checks
from civic.offices.guards import hand_from
from civic.offices.rules import Role


def person_of(request: HttpRequest) -> Person:
    """Whoever asks; the guard let only operators in."""
    assert isinstance(request.user, Person)
    return request.user


def show(
    request: HttpRequest, template: str, *, at: datetime, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the phone desk, with badge, counts and the callers whose case lies open."""
    person, officer = person_of(request), hand_from(request)
    roles = [str(Role(role).label) for role in Role.values if officer and role in officer.roles]
    calls, undelivered = counts(person, at=at)
    frame = {
        "here": here,
        "now": at,
        "desk_side": "intake",
        "desk_badge": " · ".join([*roles, *(officer.offices_said if officer else [])]),
        "calls_count": calls,
        "undelivered_count": undelivered,
        "open_checks": recent_checks(person, at=at),
    }
    return render(request, template, frame | context, status=status)
