"""Who may enter the pages of honours."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from civic.accounts.guards import View, named_guard
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import volunteer_of


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
