"""On this device: the browser that is told things, what it follows, and how that ends."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.guards import open_to_all
from civic.cases.guards import know_browser, viewer_of, with_browser
from civic.cases.queries import Viewer
from civic.following import actions
from civic.following.forms import DeviceForm, RenewForm
from civic.following.queries import devices_shown, follows_of, offer_to, proved_hash
from civic.following.rules import Rhythm
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.notices import actions as notices


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest) -> HttpResponse:
    """What comes to this device and to others of mine: begun by whoever is known, stopped by everybody."""
    viewer = viewer_of(request)
    if request.method != "POST":
        told = {"devices": devices_shown(viewer), "follows": follows_of(viewer), "rhythms": Rhythm.choices}
        told |= {"offer": offer_to(viewer), "alone": viewer.person is None and not viewer.contact_hash}
        return render(request, "following/here.html", told)
    if "stop" in request.POST:
        return _stop(request, viewer)
    if not (viewer.person or viewer.contact_hash) or not offer_to(viewer):
        raise Http404
    try:
        language = get_language() or settings.LANGUAGE_CODE
        actions.tell_on(hand_of(request), language=language, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("From now on this device is told of your cases and of what you follow."))
    return know_browser(request, redirect(list_of(viewer, devices=True)))


def _stop(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    asked = request.POST["stop"]
    mine = {str(shown.device.pk): shown.device for shown in devices_shown(viewer)}
    if asked not in mine:
        raise Http404
    actions.stop_device(mine[asked], at=timezone.now())
    messages.success(request, _("Stopped. Nothing more comes to that device."))
    return redirect(list_of(viewer, devices=True))


@csrf_exempt  # the worker posts here without a page; who knows the old address is that browser
@open_to_all
@never_cache
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """The vendor of a browser gave it another address. The answer tells nothing."""
    try:
        count_network(request)
        form = RenewForm(request.POST)
        notices.renew_device(form.old, form.browser, at=timezone.now())
    except Refused as refusal:
        return HttpResponse(status=refusal.status)
    return HttpResponse(status=204)


def hand_of(request: HttpRequest) -> actions.Hand:
    """The device that asks, for whoever is known. Raises NotValid where its browser says too little."""
    viewer, form = with_browser(request, always=True), DeviceForm(request.POST)
    return actions.Hand(form.browser, viewer.browser, person=viewer.person, contact_hash=proved_hash(viewer))


def count_network(request: HttpRequest) -> None:
    """A network has so many tries an hour (TooMany)."""
    most, seconds = settings.LIMITS["follow-renewed"]
    spend("follow-renewed", client_network(request), most=most, seconds=seconds)


def list_of(viewer: Viewer, *, devices: bool = False) -> str:
    """Where this reader sees what she follows: on her own page, or on that of her browser."""
    if viewer.person is None and not viewer.contact_hash:
        return actions.HERE
    return "/me/#devices" if devices else actions.MINE
