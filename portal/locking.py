"""Shared computers: a desk that nobody uses locks itself, and what was being typed is kept for whoever typed it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.accounts.models import Person
from civic.desk.actions import keep_words
from civic.desk.rules import NEVER_KEPT, place_of
from portal.middleware import Answer
from portal.problems import is_api, problem_response

BEGAN, SEEN, LOCKED = "desk_began", "desk_seen", "desk_locked"
"""Session keys, in seconds: since when it runs, when it was last used, since when it is locked."""

NOTED_EVERY = 60.0
"""So often the session notes that it is used: not at every page."""

OPEN_WHILE_LOCKED = {
    "lock",
    "unlock",
    "switch",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "healthz",
    "readyz",
    "metrics",
    "demo",
    "demo-enter",
    "demo-leave",
    "demo-tour",
}
"""The only pages that a locked session opens: those that prove who sits there, or sign the person out."""


class SharedComputers:
    """Locks the sessions of staff after idle minutes, and ends them after hours, however much they are used."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """The lock page, where the session is locked or was left alone; else the page that was asked for."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or "_auth_user_id" not in request.session:
            return None
        if not request.user.is_staff:
            return None
        now = timezone.now().timestamp()
        session = request.session
        if SEEN not in session or BEGAN not in session:
            session[BEGAN] = session[SEEN] = now
        if now - session[BEGAN] > settings.SESSION_HOURS * 3600:
            return _ended(request)
        if LOCKED not in session and now - session[SEEN] > settings.LOCK_MINUTES * 60:
            session[LOCKED] = now
        if LOCKED in session:
            return _locked(request)
        if now - session[SEEN] > NOTED_EVERY:
            session[SEEN] = now
        return None


class SignedOutMeanwhile:
    """A move that was sent after the session ended (signed out in another tab, cookies cleared): what was typed comes
    back to whoever sent it, to be taken along. Stands before the middleware that asks for a sign-in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """The words, where somebody sent some to a place of the desk and nobody is signed in."""
        if request.method != "POST" or request.user.is_authenticated or not place_of(request.path):
            return None
        said = [str(value).strip() for name, value in request.POST.items() if name not in NEVER_KEPT]
        words = [value for value in said if any(sign.isspace() or ord(sign) > 127 for sign in value)]
        if not words:
            return None
        back = f"{reverse('account_staff_login')}?{urlencode({'next': request.path})}"
        return render(request, "signed_out.html", {"words": words, "back": back}, status=401)


def lock_session(request: HttpRequest) -> None:
    """From now on this session opens nothing but the lock page."""
    request.session.setdefault(LOCKED, timezone.now().timestamp())


def unlock_session(request: HttpRequest) -> None:
    """Whoever sits there has proved who she is."""
    request.session.pop(LOCKED, None)
    request.session[SEEN] = timezone.now().timestamp()


def locked_since(request: HttpRequest) -> float | None:
    """Since when this session is locked, in seconds; None while it is not."""
    since: float | None = request.session.get(LOCKED)
    return since


def keep_typed(request: HttpRequest, place: str) -> bool:
    """Keep what was being sent to a place of the desk, for the person of this session."""
    if not isinstance(request.user, Person) or not place:
        return False
    said = {name: str(value) for name, value in request.POST.items() if name not in NEVER_KEPT}
    return keep_words(request.user, place, said, at=timezone.now())


def _locked(request: HttpRequest) -> HttpResponseBase | None:
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in OPEN_WHILE_LOCKED and not is_api(request):
        return None
    if is_api(request):
        return problem_response(status=401, detail=_("This session is locked. Unlock it in the browser first."))
    if request.method == "POST":
        keep_typed(request, place_of(request.path) or request.POST.get("place", ""))
    return _to("lock", request)


def _ended(request: HttpRequest) -> HttpResponseBase:
    """The session has run for long enough; what was typed is found again after the next sign-in."""
    if request.method == "POST":
        keep_typed(request, place_of(request.path) or request.POST.get("place", ""))
    is_program, answer = is_api(request), _to("account_staff_login", request)
    logout(request)
    if is_program:
        return problem_response(status=401, detail=_("This session has ended. Sign in again."))
    return answer


def _to(name: str, request: HttpRequest) -> HttpResponse:
    safe = request.get_full_path() if request.method in ("GET", "HEAD") else _page_of(request.path)
    return redirect(f"{reverse(name)}?{urlencode({'next': safe})}")


def _page_of(path: str) -> str:
    """Where to come back to after something was sent: the form at the same address, else the desk."""
    return path if place_of(path) else "/desk/"
