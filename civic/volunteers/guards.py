"""Who may enter: volunteers who were taken on, whoever manages an organisation, the city's coordinators."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import coordinates, managed_by, volunteer_of
from civic.volunteers.rules import VolunteerState
from civic.volunteers.rules.refusing import NO_COORDINATOR, NO_MANAGER, NO_VOLUNTEER, NOT_ACTIVE


def person_from(request: HttpRequest) -> Person:
    """Whoever asks; a guard let only the signed in come here."""
    assert isinstance(request.user, Person)
    return request.user


def volunteer_from(request: HttpRequest) -> Volunteer | None:
    """Whoever asks as a volunteer, however far she is; asked once a request."""
    if not hasattr(request, "_volunteer"):
        request._volunteer = volunteer_of(request.user)  # type: ignore[attr-defined]
    kept: Volunteer | None = request._volunteer  # type: ignore[attr-defined]
    return kept


def coordinates_from(request: HttpRequest) -> bool:
    """Does whoever asks coordinate the city's volunteers? Asked once a request."""
    if not hasattr(request, "_coordinates"):
        request._coordinates = coordinates(request.user)  # type: ignore[attr-defined]
    return bool(request._coordinates)  # type: ignore[attr-defined]


def active_from(request: HttpRequest) -> Volunteer:
    """Whoever asks, as a volunteer who may serve. Raises NotAllowed with the way for whoever is none, or not now."""
    volunteer = volunteer_from(request)
    if volunteer is None or volunteer.state != VolunteerState.ACTIVE:
        raise NotAllowed(NO_VOLUNTEER if volunteer is None else NOT_ACTIVE, code="no-volunteer")
    return volunteer


def served_from(request: HttpRequest) -> Volunteer:
    """Whoever asks, as a volunteer who was taken on once: what somebody served stays hers when she leaves (Measures for
    recording voluntary service, art. 12). Raises Http404 for everybody else."""
    volunteer = volunteer_from(request)
    if volunteer is None or volunteer.number is None:
        raise Http404
    return volunteer


def volunteers_only(view: View) -> View:
    """Volunteers who were taken on may enter."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        active_from(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "volunteers-only")


def served_only(view: View) -> View:
    """Whoever has served, or may: volunteers who were taken on, also those who left; to others the page is not
    there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        served_from(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "served-only")


def managers_only(view: View) -> View:
    """Whoever manages the organisation in the address may enter, and the coordinators; staff with a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> HttpResponseBase:
        if not coordinates_from(request) and code not in {one.code for one in managed_by(request.user)}:
            raise NotAllowed(NO_MANAGER, code="no-manager")
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, code=code, **kwargs)

    return named_guard(login_required(guarded), "managers-only")


def coordinators_only(view: View) -> View:
    """The coordinators of the city's volunteers may enter; those of its staff with their second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not coordinates_from(request):
            raise NotAllowed(NO_COORDINATOR, code="no-coordinator")
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "coordinators-only")
