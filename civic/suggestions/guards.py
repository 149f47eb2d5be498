"""Whoever shows a code on paper: wrong ones cost time that grows. And who may enter where thresholds are set."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from civic.accounts.guards import View, has_second_factor, named_guard, to_second_factor
from civic.lib.guessing import guess
from civic.lib.refusals import NotAllowed
from civic.offices.guards import NO_POST, hand_from
from civic.suggestions.queries import find_code, reach_of
from civic.suggestions.rules.thresholds import NO_KEEPER

CODE_HEADER = "Paper-Code"
SUPPORTED = "supported"
HALF_A_DAY = 12 * 3600


def try_code(network: str, typed: str) -> bool:
    """Is this a code the city printed? A wrong one is counted against its network; raises TooMany for one that
    guesses, before anything is looked up."""
    with guess(network, "") as tried:
        is_known = find_code(typed) is not None
        if is_known:
            tried.was_right()
    return is_known


def mark_account(response: HttpResponse) -> HttpResponse:
    """Let this browser remember for half a day that somebody supported with an account: neither who nor what."""
    response.set_cookie(
        SUPPORTED, "1", max_age=HALF_A_DAY, path="/suggestions/", httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def after_account(request: HttpRequest) -> bool:
    """Has somebody supported with an account in this browser today?"""
    return SUPPORTED in request.COOKIES


def keepers_only(view: View) -> View:
    """Administrators and supervisors may enter where thresholds are set, with a second factor. Everybody else is
    refused (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        hand = hand_from(request)
        if request.user.is_staff and not has_second_factor(request):
            return to_second_factor(request)
        if reach_of(request.user, hand) is None:
            raise NotAllowed(NO_KEEPER if hand is not None else NO_POST, code="no-post" if hand is None else "")
        return view(request, *args, **kwargs)

    return named_guard(login_required(guarded), "threshold-keepers-only")
