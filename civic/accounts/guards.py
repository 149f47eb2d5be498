"""Who may enter: everybody, the signed in, those who proved a second factor. Every guard names itself on the view."""

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from civic.lib.doors import View as View
from civic.lib.doors import named_guard as named_guard
from civic.lib.doors import open_to_all as open_to_all
from civic.lib.refusals import NotAllowed

if TYPE_CHECKING:
    from rest_framework.views import APIView  # it reads the permissions below while it loads

DEMO_ENTRY = "demo_entered"
"""The session key by which the demo marks somebody who came in through /demo/enter/."""


def signed_in(view: View) -> View:
    """Whoever has signed in may enter; others are led to the sign-in page and back."""
    return named_guard(login_required(view), "signed-in")


def staff_door(view: View) -> View:
    """The city's staff may enter; without a second factor they are led to prove one. Refuses residents (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff:
            raise NotAllowed(_("This page is for the city's staff."))
        if not has_second_factor(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "staff-door")


def administrators_only(view: View) -> View:
    """Administrators may enter, with their second factor. Refuses everybody else (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise NotAllowed(_("This page is for administrators."))
        return view(request, *args, **kwargs)

    return named_guard(staff_door(guarded), "administrators-only")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session proved more than a password or a code; whoever the demo let in counts only in the demo."""
    if not request.user.is_authenticated:
        return False
    if is_of_the_demo(request):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_of_the_demo(request: HttpRequest) -> bool:
    """Whether the demo let this person in, who has neither password nor second factor there."""
    return bool(settings.DEMO and request.session.get(DEMO_ENTRY))


def to_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """To the page where a second factor is set up or proved, and back here afterwards."""
    return redirect_to_login(request.get_full_path(), reverse("account_second_factor"))


class Nobody(BasePermission):
    """Closed: the API's answer until a view names who may enter."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return False


class Anybody(BasePermission):
    """Open to everybody."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return True


class SignedIn(BasePermission):
    """Open to whoever has signed in."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        return request.user.is_authenticated
