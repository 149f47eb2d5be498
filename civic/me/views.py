"""A person's own page: my cases, the link to them, who opened my contact, take my data along, and erase me."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.cases.guards import remember_contact, viewer_of
from civic.communities.queries import raised_by
from civic.following.queries import devices_shown, follows_of, offer_to
from civic.following.rules import Rhythm
from civic.guardians.queries import children_of
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import NotAllowed, Taken, TooLate, TooMany
from civic.me.actions import erase, send_link
from civic.me.actions import open_link as open_link_once
from civic.me.forms import EraseForm, LinkForm
from civic.me.guards import own_viewer
from civic.me.queries import (
    checks_of,
    hashes_of,
    kept_of,
    known_as,
    link_to_open,
    my_cases,
    openings_of,
    pieces_along,
    was_opened_by,
)
from civic.notices.queries import reaches

ALONG_NAME = "my-data"
TOPICS_SHOWN = 20


@open_to_all
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """My cases, and what I can do with each; strangers read how to get to theirs."""
    viewer = own_viewer(request)
    if viewer.is_stranger:
        return render(request, "me/stranger.html", {"reaches": reaches("email") or reaches("sms")})
    older, older_open = request.GET.get("older", ""), request.GET.get("open", "")
    mine = my_cases(viewer, older=older, older_open=older_open, at=timezone.now())
    looked = {"openings": openings_of(viewer), "checks": checks_of(viewer)}
    followed = {"follows": follows_of(viewer), "rhythms": Rhythm.choices}
    followed |= {"devices": devices_shown(viewer), "offer": offer_to(viewer)}
    raised = {"topics": list(raised_by(viewer.person, hashes_of(viewer))[:TOPICS_SHOWN])}
    return render(request, "me/show.html", {"mine": mine, "viewer": viewer} | looked | followed | raised)


@open_to_all
@never_cache
def ask_link(request: HttpRequest) -> HttpResponse:
    """Send me a link: whoever asks, and for whatever address, reads the same answer."""
    by_email, by_phone = reaches("email"), reaches("sms")
    form = LinkForm(request.POST if request.method == "POST" else None, by_email=by_email, by_phone=by_phone)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _count(request, form)
        except TooMany as refused:
            form.add_error("address", str(refused))
            status = refused.status
        else:
            send_link(form.cleaned_data["address"], language=get_language() or "", at=timezone.now())
            return render(request, "me/link_sent.html", {"hint": form.cleaned_data["address"].hint})
    status = 400 if form.errors and status == 200 else status
    return render(request, "me/link.html", {"form": form, "reaches": by_email or by_phone}, status=status)


def _count(request: HttpRequest, form: LinkForm) -> None:
    """Links cost: many for a network, few for one address, whether or not anything was handed in with it (TooMany)."""
    for name, key in (
        ("me-link-network", client_network(request)),
        ("me-link-contact", form.cleaned_data["address"].digest),
    ):
        most, seconds = settings.LIMITS[name]
        spend(name, key, most=most, seconds=seconds)


@open_to_all
@never_cache
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link from a message: looking at it opens nothing, since mail scanners look too; the button does, once."""
    at = timezone.now()
    if was_opened_by(token, viewer_of(request)):
        return redirect("me:show")
    if request.method != "POST":
        found = link_to_open(token, at=at)
        return render(request, "me/link_open.html") if found == "good" else _ended(request, is_used=found == "used")
    try:
        digest = open_link_once(token, at=at)
    except (Taken, TooLate) as refused:
        return _ended(request, is_used=isinstance(refused, Taken))
    request.session.cycle_key()
    remember_contact(request, digest)
    return redirect("me:show")


def _ended(request: HttpRequest, *, is_used: bool) -> HttpResponse:
    return render(request, "me/link_old.html", {"is_used": is_used}, status=410)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: HttpRequest) -> HttpResponseBase:
    """Everything of mine as one file: the page says what is in it, the button makes it. It leaves as it is made, and no
    copy is kept."""
    viewer = own_viewer(request)
    if viewer.is_stranger:
        return redirect("me:show")
    if request.method != "POST":
        return render(request, "me/take_along.html", {"viewer": viewer})
    most, seconds = settings.LIMITS["take-along"]
    try:
        spend("take-along", known_as(viewer), most=most, seconds=seconds)
    except TooMany as refused:
        told = {"viewer": viewer, "refusal": _("You have taken everything along often today. Try again tomorrow.")}
        response = render(request, "me/take_along.html", told, status=refused.status)
        response["Retry-After"] = str(refused.retry_after)
        return response
    at = timezone.now()
    pieces = pieces_along(viewer, language=get_language() or "en", at=at)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{ALONG_NAME}-{localtime(at):%Y-%m-%d}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@open_to_all
@never_cache
def erase_me(request: HttpRequest) -> HttpResponse:
    """Erase me: says what goes and what stays; the button does it, and signs out."""
    viewer, at = own_viewer(request), timezone.now()
    if viewer.is_stranger:
        return redirect("me:show")
    form, refusal = EraseForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            erase(viewer, at=at, public_words_too=form.cleaned_data["public_words_too"])
        except NotAllowed as refused:
            refusal = str(refused)
        else:
            logout(request)
            return redirect("me:erased")
    kept = kept_of(viewer, at=at)
    told = {"form": form, "mine": my_cases(viewer, at=at), "viewer": viewer, "refusal": refusal, "kept": kept}
    told |= {"is_guardian": viewer.person is not None and bool(children_of(viewer.person))}
    return render(request, "me/erase.html", told, status=403 if refusal else 200)


@open_to_all
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """What is left to say afterwards."""
    return render(request, "me/erased.html")
