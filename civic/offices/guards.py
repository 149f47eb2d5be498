"""Who may enter the desk: officers with a post in force, who proved a second factor in this session."""

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.lib.refusals import NotAllowed
from civic.offices.queries import OfficerHand, hand_of, holds_role
from civic.offices.rules import Role

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it reads the permissions below while it loads

NO_POST = _("This page is for officers, and you hold no post today. If you should, ask your administrator.")
NO_EDITOR = _("The catalogue is kept by the city's administrators. Ask one of them to make a change.")
NO_SECOND_FACTOR = _("Officers prove a second factor: a code from an app, or a passkey. Sign in with yours first.")


def hand_from(request: HttpRequest | Request) -> OfficerHand | None:
    """The hand of whoever asks, today; None for residents, and for officers whose session has no second factor yet."""
    plain = _plain(request)
    if not hasattr(plain, "_hand"):
        entered = plain.user.is_authenticated and has_second_factor(plain)
        plain._hand = hand_of(plain.user, on=timezone.localdate()) if entered else None  # type: ignore[attr-defined]
    kept: OfficerHand | None = plain._hand  # type: ignore[attr-defined]
    return kept


def officers_only(view: View) -> View:
    """Officers may enter once they proved a second factor; the rest of them are led to prove it.

    Whoever holds no post is refused (NotAllowed).
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if hand_from(request) is None:
            if request.user.is_staff and not has_second_factor(request):
                return to_second_factor(request)
            raise NotAllowed(NO_POST, code="no-post")
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "officers-only")


NO_DATA_OFFICER = _("These records are for the data officer, who sees who looked at what, and no contact herself.")


def data_officers_only(view: View) -> View:
    """The data officer may enter; other officers are refused (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not holds_role(hand_from(request), Role.DATA):
            raise NotAllowed(NO_DATA_OFFICER)
        return view(request, *args, **kwargs)

    return named_guard(officers_only(guarded), "data-officers-only")


def change_readers_only(view: View) -> View:
    """Whoever may read what administrators changed: the data officer, and the administrators themselves, with their
    second factor; nobody else (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff:
            raise NotAllowed(NO_DATA_OFFICER)
        if not has_second_factor(request):
            return to_second_factor(request)
        if not (request.user.is_superuser or holds_role(hand_from(request), Role.DATA)):
            raise NotAllowed(NO_DATA_OFFICER)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "change-readers-only")


def may_edit_catalogue(request: HttpRequest) -> bool:
    """Whether the links to the editor are shown to whoever asks."""
    return bool(request.user.is_staff and request.user.has_perm("offices.change_matter"))


def catalogue_editors_only(view: View) -> View:
    """Administrators who may change the catalogue, with their second factor; nobody else (NotAllowed)."""
    return named_guard(_keepers_only(view, "offices.change_matter"), "catalogue-editors-only")


def catalogue_founders_only(view: View) -> View:
    """Administrators who may add to the catalogue, with their second factor; nobody else (NotAllowed)."""
    return named_guard(_keepers_only(view, "offices.add_matter"), "catalogue-founders-only")


def _keepers_only(view: View, permission: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (request.user.is_staff and request.user.has_perm(permission)):
            raise NotAllowed(NO_EDITOR)
        if not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return login_required(guarded)


class IsOfficer(BasePermission):
    """Open to officers who proved a second factor; the others who signed in read why not (NotAllowed)."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            return False
        if hand_from(request) is None:
            lacks_factor = request.user.is_staff and not has_second_factor(_plain(request))
            raise NotAllowed(
                NO_SECOND_FACTOR if lacks_factor else NO_POST, code="second-factor" if lacks_factor else "no-post"
            )
        return True


def _plain(request: HttpRequest | Request) -> HttpRequest:
    """Django's own request, also from inside the API."""
    return request._request if isinstance(request, Request) else request
