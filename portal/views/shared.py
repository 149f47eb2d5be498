"""Shared computers: who am I here, somebody else sits down, lock, and unlock again."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from civic.accounts.guards import is_of_the_demo, signed_in
from civic.accounts.models import Person
from civic.desk.rules import is_place
from civic.lib.limits import spend
from civic.lib.refusals import TooMany
from civic.offices.models import Office
from civic.offices.queries import hand_of
from civic.offices.rules import Role
from portal.locking import keep_typed, lock_session, locked_since, unlock_session


@signed_in
@never_cache
def switch(request: HttpRequest) -> HttpResponse:
    """Who am I here? Whoever is not that person signs her out whole and comes to the sign-in page."""
    if request.method == "POST":
        was_demo = is_of_the_demo(request)
        logout(request)  # flushes the session: nothing of it opens again
        answer = redirect("demo" if was_demo else f"{reverse('account_staff_login')}?{urlencode({'next': '/desk/'})}")
        answer["Clear-Site-Data"] = '"cache"'  # no page of hers is left for the button that goes back
        return answer
    return render(request, "shared/switch.html", _who(request) | {"next": _next(request)})


@signed_in
@never_cache
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the desk; what is being typed comes along and is kept. The lock page itself shows nothing but who one is."""
    if request.method == "POST":
        place = request.POST.get("place", "")
        if is_place(place):
            keep_typed(request, place)
        lock_session(request)
        onward = f"/desk/cases/{place}/" if is_place(place) else _next(request)
        return redirect(f"{reverse('lock')}?{urlencode({'next': onward})}")
    if locked_since(request) is None:
        return redirect(_next(request))
    return _lock_page(request)


@signed_in
@never_cache
def unlock(request: HttpRequest) -> HttpResponseBase:
    """Open again for whoever proves to be the same person: by password, or by a second factor given since."""
    since = locked_since(request)
    if since is None or _proved_since(request, since):
        unlock_session(request)
        return redirect(_next(request))
    if request.method != "POST":
        return redirect(f"{reverse('lock')}?{urlencode({'next': _next(request)})}")
    if is_of_the_demo(request):  # nobody has a password in the demo; the page says so
        unlock_session(request)
        return redirect(_next(request))
    person = _person(request)
    try:
        most, seconds = settings.LIMITS["unlock-guess"]
        spend("unlock-guess", str(person.pk), most=most, seconds=seconds)
    except TooMany as refused:
        return _lock_page(request, fault=str(refused), status=429)
    if not person.check_password(request.POST.get("password", "")):
        return _lock_page(request, fault=_("This password is not right."), status=400)
    record_authentication(request, person, method="password", reauthenticated=True)
    unlock_session(request)
    return redirect(_next(request))


def _lock_page(request: HttpRequest, *, fault: str = "", status: int = 200) -> HttpResponse:
    person, onward = _person(request), _next(request)
    back = f"{reverse('unlock')}?{urlencode({'next': onward})}"
    ways = [way for way in get_adapter().get_reauthentication_methods(person) if way["id"] != "reauthenticate"]
    context = {
        "next": onward,
        "fault": fault,
        "is_demo": is_of_the_demo(request),
        "has_password": person.has_usable_password(),
        "ways": [way | {"url": f"{way['url']}?{urlencode({'next': back})}"} for way in ways],
    }
    return render(request, "shared/lock.html", _who(request) | context, status=status)


def _proved_since(request: HttpRequest, since: float) -> bool:
    return any(record.get("at", 0) > since for record in get_authentication_records(request, request.user))


def _who(request: HttpRequest) -> dict[str, Any]:
    """Name, posts and offices, as large as they can be read across a room."""
    person = _person(request)
    hand = hand_of(person, on=timezone.localdate())
    offices = Office.objects.in_bulk(hand.office_ids) if hand else {}
    posts = [f"{Role(post.role).label}, {offices[post.office_id].name}" for post in hand.posts] if hand else []
    return {"who": person, "posts": list(dict.fromkeys(posts))}


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _next(request: HttpRequest) -> str:
    """Where the person was, when that is a page of this site; a bare word would be taken for the name of one."""
    asked = request.POST.get("next") or request.GET.get("next") or "/desk/"
    is_safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_safe and not asked.startswith(reverse("lock")) else "/desk/"
