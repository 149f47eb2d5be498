"""Who may enter: managers of the organisation in the address, and whoever answers for a minor."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from civic.accounts.guards import View, has_second_factor, named_guard, open_to_all, to_second_factor
from civic.guardians.models import Guardianship
from civic.volunteers.queries import managed_by

SLIP = "youth_slip"  # the session key of a guardian who came with a slip from a desk


def organisers_only(view: Callable[..., HttpResponseBase]) -> View:
    """Whoever manages the organisation in the address, the city's staff with their second factor; for everybody else
    the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        organisation = next((one for one in managed_by(request.user) if one.code == code), None)
        if organisation is None:
            raise Http404
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        return view(request, organisation, *args, **kwargs)

    return named_guard(login_required(guarded), "organisers-only")


def wards_only(view: Callable[..., HttpResponseBase]) -> View:
    """Whoever answers for the minor in the address, by account or by a slip from a desk; for everybody else the page is
    not there."""

    @wraps(view)
    def guarded(request: HttpRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wards = Guardianship.objects.filter(child__key=key, child__erased_at__isnull=True, ended_at__isnull=True)
        wards = wards.select_related("child__volunteer", "person")
        ward = wards.filter(person=request.user).first() if request.user.is_authenticated else None
        slip = request.session.get(SLIP)
        ward = ward or (wards.filter(slip_digest=slip).first() if slip else None)
        if ward is None or not hasattr(ward.child, "volunteer"):
            raise Http404
        return view(request, ward, *args, **kwargs)

    return named_guard(open_to_all(guarded), "wards-only")
