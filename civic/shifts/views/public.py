"""What is on, for everybody; what a volunteer can take, and one shift with what she can do about it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.lib.basemap import is_drawn
from civic.lib.quiet import is_quiet
from civic.lib.refusals import Refused
from civic.places.models import Area
from civic.shifts import actions
from civic.shifts.models import Shift, Signup
from civic.shifts.queries.cards import cards_of
from civic.shifts.queries.listing import hindrance_of, listing, qualification_names
from civic.shifts.queries.maps import cells_with_shifts, places_with_shifts
from civic.shifts.queries.rosters import place_in_line
from civic.shifts.rules import LINE_MAY_FORM, Hindrance, Why
from civic.volunteers.guards import active_from, volunteer_from, volunteers_only
from civic.volunteers.models import Volunteer
from civic.volunteers.queries import runs
from civic.volunteers.rules import VolunteerState

JOIN, COURSES, HERE = "/volunteer/join/", "/volunteer/courses/", "/volunteer/here/"
OTHERS_MOST = 60


@open_to_all
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What she can take first, then the rest, each with why not and the way out; for strangers what is on this week."""
    at = timezone.now()
    volunteer = _active(request)
    chips = {name: bool(request.GET.get(name)) for name in ("evening", "areas")}
    area = Area.objects.filter(code=request.GET["area"], is_active=True).first() if request.GET.get("area") else None
    told = listing(volunteer, at=at, area=area, **chips)
    names = qualification_names(
        row.hindrance.about
        for row in told.others
        if row.hindrance and row.hindrance.why == Why.TRAINING and isinstance(row.hindrance.about, int)
    )
    context = {
        "listing": told,
        "others": [(row, _told(row.hindrance, names), _way(row.hindrance)) for row in told.others[:OTHERS_MOST]],
        "more": max(0, len(told.others) - OTHERS_MOST),
        "next": told.mine[0] if told.mine else None,
        "volunteer": volunteer,
        "asked": volunteer_from(request),
        "area": area,
        "join_url": JOIN if is_valid_path(JOIN) else "",
        "here_url": HERE if told.is_on(at) else "",
        **chips,
    }
    if volunteer is None:  # a volunteer finds what she runs beside her own shifts
        context |= runs(request.user)
    return render(request, "shifts/front.html", context)


@open_to_all
@require_safe
def on_map(request: HttpRequest) -> HttpResponse:
    """Where help is wanted this week: cells, never points, and the same in words."""
    at = timezone.now()
    cells = cells_with_shifts(at)
    context = {
        "places": places_with_shifts(at),
        "cells": cells,
        "base_map": settings.BASE_MAP if cells["geometries"] and is_drawn() else "",
    }
    return render(request, "shifts/map.html", context)


@open_to_all
@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """One shift: when, where, what is risky, who leads, and what she can do."""
    return _page(request, _found(number), _active(request))


@volunteers_only
@never_cache
@require_POST
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Sign up, stand in line, take an offer, cancel, look for somebody, ask at home, sign the agreement."""
    shift, volunteer = _found(number), active_from(request)
    try:
        told = _act(request, shift, volunteer, verb)
    except Refused as refused:
        return _page(request, shift, volunteer, fault=str(refused), failed=verb, status=refused.status)
    messages.success(request, told)
    return redirect("shifts:show", number)


def _act(request: HttpRequest, shift: Shift, volunteer: Volunteer, verb: str) -> str:
    at, signup = timezone.now(), _open_signup(shift, volunteer)
    if verb == "sign-up":
        actions.sign_up(shift, volunteer=volunteer, at=at)
        return _came_in(shift, at)
    if verb == "queue-up":
        actions.queue_up(shift, volunteer=volunteer, at=at)
        return _("You stand in line. As soon as a place is free for you, you hear of it.")
    if verb == "ask-guardian":
        actions.ask_guardian(shift.activity, volunteer=volunteer, at=at)
        return _("We have asked whoever answers for you.")
    if verb == "agree":
        is_read = bool(request.POST.get("is_read"))
        actions.sign_agreement(shift.activity, volunteer=volunteer, is_read=is_read, at=at)
        return _("Signed. Now you can sign up.")
    if signup is None:
        raise Http404
    if verb == "accept":
        actions.accept_offer(signup, at=at)
        return _came_in(shift, at)
    if verb == "cancel":
        actions.cancel(signup, reason=request.POST.get("reason", ""), at=at)
        return _("Done. Your place is free for somebody else.")
    if verb == "look":
        actions.look_for_stand_in(signup, words=request.POST.get("words", ""), at=at)
        return _("Others see now that you look for somebody. Until somebody takes over, you come.")
    raise Http404


def _came_in(shift: Shift, at: datetime) -> str:
    """What is said to whoever has a place now; nobody is promised a word that comes too late."""
    days = (timezone.localtime(shift.starts_at).date() - timezone.localtime(at).date()).days
    if days < 1 or (days == 1 and is_quiet(at)):
        return _("The place is yours. The shift begins soon: look below where people meet.")
    return _("The place is yours. We remind you on the evening before.")


def _page(
    request: HttpRequest,
    shift: Shift,
    volunteer: Volunteer | None,
    *,
    fault: str = "",
    failed: str = "",
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
    signup = _open_signup(shift, volunteer) if volunteer else None
    found = hindrance_of(volunteer, shift, at=at)
    comes = signup is not None and signup.state == "coming"
    is_today = timezone.localtime(at).date() in (card.local.date(), timezone.localtime(card.ends).date())
    context: dict[str, Any] = {
        "shift": shift,
        "card": card,
        "activity": shift.activity,
        "volunteer": volunteer,
        "signup": signup,
        "in_line": place_in_line(signup) if signup and signup.state == "waiting" else 0,
        "is_late": at > shift.cancel_until,
        "is_over": at >= shift.starts_at,
        "asked": volunteer_from(request),
        "looks_for": signup.stand_ins.filter(ended_at=None).first() if signup and comes else None,
        "here_url": HERE if signup and comes and Signup.objects.filter(pk=signup.pk).around(at).exists() else "",
        "hindrance": found,
        "told": _told(found, {}) if found else "",
        "way": _way(found),
        "may_queue": found is not None and found.why in LINE_MAY_FORM,
        "phone": shift.activity.leader_phone if comes and is_today else "",
        "posts": list(shift.posts.select_related("qualification")),
        "join_url": JOIN if is_valid_path(JOIN) else "",
        "fault": fault,
        "failed": failed,
    }
    return render(request, "shifts/show.html", context, status=status)


def _active(request: HttpRequest) -> Volunteer | None:
    volunteer = volunteer_from(request)
    return volunteer if volunteer is not None and volunteer.state == VolunteerState.ACTIVE else None


def _found(number: str) -> Shift:
    shifts = Shift.objects.shown().select_related("activity__organisation", "leader")
    return get_object_or_404(shifts, number=number)


def _open_signup(shift: Shift, volunteer: Volunteer) -> Signup | None:
    return Signup.objects.filter(shift=shift, volunteer=volunteer, ended_at__isnull=True).first()


def _told(found: Hindrance | None, names: dict[int, str]) -> Any:
    return actions.sentence_of(found, names=names) if found else ""


def _way(found: Hindrance | None) -> tuple[str, str] | None:
    """Where the errand is done that is missing, and what it is called."""
    if found is None:
        return None
    if found.why == Why.TRAINING and is_valid_path(COURSES):
        return COURSES, _("Look for a course")
    if found.why == Why.NO_VOLUNTEER and is_valid_path(JOIN):
        return JOIN, _("Become a volunteer")
    return None
