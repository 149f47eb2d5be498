"""Who may enter the pages of honours."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.honours.queries import is_coordinator
from civic.lib.refusals import NotAllowed
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import volunteer_of

NO_COORDINATOR = _("This page is for the city’s coordinators of volunteers.")


def server_from(request: HttpRequest) -> Volunteer:
    """Whoever asks, as a volunteer who was taken on once; asked once a request. Raises Http404 for everybody else."""
    if not hasattr(request, "_server"):
        request._server = volunteer_of(request.user)  # type: ignore[attr-defined]
    held: Volunteer | None = request._server  # type: ignore[attr-defined]
    if held is None or held.number is None:
        raise Http404
    return held


def servers_only(view: View) -> View:
    """Whoever has served, or may: volunteers who were taken on, also those who left."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        server_from(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "servers-only")


def honours_desk_only(view: View) -> View:
    """The city's coordinators, those of its staff with their second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_coordinator(request.user):
            raise NotAllowed(NO_COORDINATOR)
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "honours-desk-only")
