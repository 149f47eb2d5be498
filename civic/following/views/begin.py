"""Begin to follow something: one question where the account is known, two where it is not."""

import math
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.rules import Contact
from civic.cases.actions import contact_hashes
from civic.cases.guards import know_browser, viewer_of
from civic.cases.models import Case
from civic.cases.queries import glimpsed, visible_to
from civic.following import actions
from civic.following.actions import Subject
from civic.following.actions.subjects import PLACE_LONGEST
from civic.following.forms import METRES_USUAL, AroundForm, ChooseForm, FollowForm
from civic.following.models import Follow
from civic.following.queries import feed_of, name_of, newest_tiding, offer_to
from civic.following.rules.subjects import promise_key
from civic.following.views.devices import hand_of
from civic.following.views.subjects import matter_and_area
from civic.following.views.waiting import NetworkFull, let_in, wait_or_work
from civic.lib.basemap import is_drawn
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.notices.queries import reaches
from civic.places.models import Area, AreaKind
from civic.places.queries import cell_by_code, find_places, is_inside
from civic.places.rules import is_a_point


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_case(request: HttpRequest, number: str) -> HttpResponse:
    """Follow one case. What may not be seen looks like a number never issued."""
    read = read_number(number)
    cases = Case.objects.filter(number=read).with_names()
    case = (cases & visible_to(viewer_of(request))).first() or (cases & glimpsed()).first()
    if read is None or case is None:
        raise Http404
    title = case.shown_title or _("Case %(number)s") % {"number": case.number}
    return answer(request, actions.of_case(case), title=title, back=f"/cases/{case.number}/", template="case")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_promise(request: HttpRequest, code: str) -> HttpResponse:
    """Follow one promise of the city. A draft looks like a number never given."""
    tiding = newest_tiding(promise_key(code[:12]))
    if tiding is None:
        raise Http404
    title = tiding.names.get(get_language() or "", "") or tiding.number
    return answer(request, actions.of_promise(code[:12]), title=title, back=tiding.path, template="promise")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_corner(request: HttpRequest, code: str) -> HttpResponse:
    """Follow what residents of a community raise and do."""
    community = Area.objects.filter(kind=AreaKind.COMMUNITY, is_active=True, code=code).first()
    if community is None:
        raise Http404
    subject = actions.of_corner(community)
    title = name_of(Follow(kind=subject.kind, key=subject.key, area=community))
    return answer(request, subject, title=title, back=f"/communities/{community.code}/", template="corner")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_cell(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    """Follow a cell of the grid."""
    cell = cell_by_code(code, layer=layer)
    if cell is None:
        raise Http404
    title = _("Grid cell %(code)s") % {"code": cell.code} + f" · {cell.area.name}"
    back = reverse("cases:cell", args=[layer, code])
    return answer(request, actions.of_cell(cell), title=title, back=back, template="cell")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_matter(request: HttpRequest) -> HttpResponse:
    """Follow a matter, an area, or the one in the other: first which, then how often."""
    matter, area = matter_and_area(request.GET)
    if matter is None and area is None:
        is_sent = request.method == "POST" or bool(request.GET)
        context = {"form": ChooseForm(), "nothing_chosen": is_sent}
        return render(request, "following/matter.html", context, status=400 if request.method == "POST" else 200)
    subject = actions.of_matter(matter, area)
    title = name_of(Follow(kind=subject.kind, matter=matter, area=area))
    return answer(request, subject, title=title, back=reverse("following:matter"), template="matter")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_around(request: HttpRequest) -> HttpResponse:
    """Follow what happens around a place: first where, by words or by the device, then how far and how often."""
    lat, lon = _degrees(request.GET.get("lat", "")), _degrees(request.GET.get("lon", ""))
    place, words = request.GET.get("place", "")[:PLACE_LONGEST], request.GET.get("q", "").strip()
    is_outside = lat is not None and lon is not None and not (is_a_point(lat, lon) and is_inside(lat, lon))
    if lat is None or lon is None or is_outside:
        found = find_places(words) if words else []
        context = {"words": words, "found": found, "is_outside": is_outside}
        return render(request, "following/around.html", context, status=400 if request.method == "POST" else 200)
    title = place or f"{lat:.5f}, {lon:.5f}"
    back = reverse("following:around")
    given = request.POST.get("metres", "")
    metres = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else METRES_USUAL
    try:
        subject = actions.around(lat, lon, metres, place=place)
    except NotValid:  # the form says so beside its field
        subject = actions.around(lat, lon, METRES_USUAL, place=place)
    map_of = {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "base_map": settings.BASE_MAP if is_drawn() else ""}
    return answer(request, subject, title=title, back=back, template="around", kind_of_form=AroundForm, **map_of)


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What can be followed, and the feeds of it."""
    return render(request, "following/index.html", {"reaches": reaches("email") or reaches("sms")})


def answer(
    request: HttpRequest,
    subject: Subject,
    *,
    title: str,
    back: str,
    template: str,
    kind_of_form: type[FollowForm] = FollowForm,
    **more: Any,
) -> HttpResponse:
    """The page that follows a subject: its form, or what came of it."""
    offer = offer_to(viewer_of(request))
    on_device = bool(offer) and "endpoint" in request.POST and bool(request.POST["endpoint"])
    asks_address = not request.user.is_authenticated
    form = kind_of_form(
        request.POST if request.method == "POST" else None,
        by_email=reaches("email"),
        by_phone=reaches("sms"),
        asks_address=asks_address and not on_device and (reaches("email") or reaches("sms")),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if on_device:
                return _begin_on_device(request, form, subject, back=back)
            return _begin(request, form, subject, title=title, back=back)
        except NetworkFull as full:
            who = request.POST["endpoint"] if on_device else form.cleaned_data["address"]
            return wait_or_work(request, who, full, title=title, back=back)
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
    feed = feed_of(Follow(kind=subject.kind, key=subject.key, **subject.columns))
    context = {"form": form, "title": title, "back": back, "kind": template, "asks_address": asks_address, "feed": feed}
    context |= {"reaches": form.by_email or form.by_phone, "offer": offer, **more}
    return render(request, "following/begin.html", context, status=400 if form.errors and status == 200 else status)


def _begin(request: HttpRequest, form: FollowForm, subject: Subject, *, title: str, back: str) -> HttpResponse:
    contact: Contact | None = form.cleaned_data.get("address")
    viewer = viewer_of(request)
    is_proved = contact is not None and viewer.contact_hash in contact_hashes(contact.email, contact.phone)
    if contact is not None and not is_proved:
        let_in(request, contact)
    who: dict[str, Any] = {"contact": contact, "is_proved": is_proved} if contact else {"by": viewer.person}
    followed = actions.follow(
        subject,
        rhythm=form.cleaned_data["rhythm"],
        language=get_language() or settings.LANGUAGE_CODE,
        at=timezone.now(),
        **who,
    )
    if contact is not None and not is_proved:  # the same answer for every address, whatever is known of it
        return render(request, "following/asked.html", {"hint": contact.hint, "title": title, "back": back})
    assert not followed.waits_for_proof
    messages.success(request, _("You follow this now. Every message has a link that stops it."))
    return redirect(back)


def _begin_on_device(request: HttpRequest, form: FollowForm, subject: Subject, *, back: str) -> HttpResponse:
    """Told on the device she asks from: for whoever is signed in beside the address, else there alone."""
    hand, viewer = hand_of(request), viewer_of(request)
    if viewer.person is None and not viewer.contact_hash:
        let_in(request, request.POST["endpoint"])
    actions.follow_on(
        hand,
        subject,
        rhythm=form.cleaned_data["rhythm"],
        language=get_language() or settings.LANGUAGE_CODE,
        at=timezone.now(),
    )
    messages.success(request, _("You follow this now, on this device. Every message there has a button that stops it."))
    return know_browser(request, redirect(back))


def _degrees(text: str) -> float | None:
    """A number of degrees as an address holds it; None for anything else."""
    try:
        degrees = float(text[:20])
    except ValueError:
        return None
    return degrees if math.isfinite(degrees) else None
