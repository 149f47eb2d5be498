"""Whose child it is that a page is about: proved by an account, or by a slip from a desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from civic.accounts.guards import View, named_guard, open_to_all
from civic.guardians.models import Guardianship

SLIP = "youth_slip"  # the session key of a guardian who came with a slip from a desk


def ward_from(request: HttpRequest, key: UUID) -> Guardianship | None:
    """What whoever asks answers for: this child, or nothing."""
    wards = Guardianship.objects.filter(child__key=key, child__erased_at__isnull=True, ended_at__isnull=True)
    wards = wards.select_related("child", "person")
    if request.user.is_authenticated and (mine := wards.filter(person=request.user).first()):
        return mine
    slip = request.session.get(SLIP)
    return wards.filter(slip_digest=slip).first() if slip else None


def guardians_only(view: Callable[..., HttpResponseBase]) -> View:
    """The guardian of the child in the address may enter; for everybody else the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, key: UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
        ward = ward_from(request, key)
        if ward is None:
            raise Http404
        return view(request, ward, *args, **kwargs)

    return named_guard(open_to_all(guarded), "guardians-only")
