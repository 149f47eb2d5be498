"""Where the links in messages lead: looking changes nothing, since mail scanners look too; a button does."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.following import actions
from civic.following.actions.following import UNCONFIRMED_KEPT
from civic.following.models import Follow, Follower
from civic.following.queries import follower_by_confirm, name_of, stopped_by, subject_names
from civic.lib.keys import read_key
from civic.lib.refusals import TooLate
from civic.notices.models import Device

TOKEN_LONGEST = 60


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The address says yes: the page lists what waits, the button confirms what is ticked."""
    at = timezone.now()
    follower = follower_by_confirm(token[:TOKEN_LONGEST], since=at - UNCONFIRMED_KEPT)
    if follower is None:
        return render(request, "following/link_old.html", status=410)
    waiting = subject_names(follower.follows.filter(confirmed_at__isnull=True).with_names().order_by("pk"))
    if request.method != "POST":
        return render(request, "following/confirm.html", {"waiting": waiting})
    ticked = {key for one in request.POST.getlist("follow") if (key := read_key(one)) is not None}
    try:
        confirmed = actions.confirm(token[:TOKEN_LONGEST], wanted=ticked, at=at)
    except TooLate:
        return render(request, "following/link_old.html", status=410)
    return render(request, "following/confirmed.html", {"confirmed": subject_names(confirmed)})


@csrf_exempt  # mail programs post here without a page before it (RFC 8058); the token is the proof
@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one thing, or everything: the page says which, its button does it."""
    found, at = stopped_by(token[:TOKEN_LONGEST]), timezone.now()
    if found is None:
        return render(request, "following/stopped.html", {"name": ""})
    if isinstance(found, Device):
        return _stop_device(request, found, at=at)
    everything = isinstance(found, Follower)
    name = name_of(found) if isinstance(found, Follow) else ""
    if request.method != "POST":
        count = found.follows.confirmed().count() if isinstance(found, Follower) else 1
        return render(request, "following/stop.html", {"name": name, "everything": everything, "count": count})
    if isinstance(found, Follow):
        actions.unfollow(found, at=at)
    else:
        actions.stop_all(found, at=at)
    return render(request, "following/stopped.html", {"name": name, "everything": everything})


def _stop_device(request: HttpRequest, device: Device, *, at: datetime) -> HttpResponse:
    """Nothing more to this device, whatever it is about; other ways go on."""
    if request.method != "POST":
        return render(request, "following/stop.html", {"of_device": True})
    actions.stop_device(device, at=at)
    return render(request, "following/stopped.html", {"name": ""})
