"""Rounds at the desk: ask a place for ideas, change what was asked, show it to everybody."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.desk.forms.rounds import RoundForm
from civic.desk.queries.rounds import (
    areas_to_ask,
    changes_of,
    looks_at_swarms,
    makes_rounds,
    round_on_desk,
    rounds_on_desk,
    swarms_on_desk,
)
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.offices.queries import OfficerHand, matters_by_family
from civic.suggestions import actions
from civic.suggestions.actions.swarms import NO_LOOKER
from civic.suggestions.models import Round
from civic.suggestions.rules.rounds import NO_MAKER
from civic.suggestions.rules.swarms import Finding

BESIDE = {"phases": "phase_1"}


@officers_only
@never_cache
@require_safe
def show_rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of my areas."""
    viewer, officer = _maker(request)
    context = _frame(request, viewer) | {"rounds": rounds_on_desk(officer)}
    return render(request, "desk/rounds.html", context)


@officers_only
@never_cache
def new_round(request: HttpRequest) -> HttpResponse:
    """Another round."""
    viewer, officer = _maker(request)
    form, status = _form(request, officer, None), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                made = actions.make_round(form.given(), by=person_of(request), at=timezone.now())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused, beside=BESIDE)
                status = refused.status
            else:
                messages.success(request, _("Kept. Nobody outside reads it before you show it."))
                return redirect("desk:round", key=made.pk)
    return render(request, "desk/round.html", _frame(request, viewer) | {"form": form}, status=status)


@officers_only
@never_cache
def change_round(request: HttpRequest, key: int) -> HttpResponse:
    """One round: what it says, and what was done to it."""
    viewer, officer = _maker(request)
    known = round_on_desk(officer, key)
    form, status = _form(request, officer, known), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                actions.change_round(known, form.given(), by=person_of(request), at=timezone.now())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused, beside=BESIDE)
                status = refused.status
            else:
                messages.success(request, _("Saved. What was there before stays written down below."))
                return redirect("desk:round", key=key)
    return _page(request, viewer, known, form, status=status)


@officers_only
@never_cache
@require_POST
def show_round(request: HttpRequest, key: int) -> HttpResponse:
    """Everybody reads of it from now on."""
    viewer, officer = _maker(request)
    known = round_on_desk(officer, key)
    try:
        actions.show_round(known, by=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        form = RoundForm(_as_data(officer, known), **_choices(officer), known=known)
        form.is_valid()
        tell(form, refused, beside=BESIDE)
        return _page(request, viewer, known, form, status=refused.status)
    messages.success(request, _("Everybody reads it now."))
    return redirect("desk:round", key=key)


@officers_only
@never_cache
@require_POST
def hide_round(request: HttpRequest, key: int) -> HttpResponse:
    """A mistaken round is taken from everybody."""
    return _put_away(request, key, "hide", actions.hide_round, _("Hidden. Nobody outside reads of it."))


@officers_only
@never_cache
@require_POST
def discard_round(request: HttpRequest, key: int) -> HttpResponse:
    """A round nobody outside reads is put aside."""
    return _put_away(request, key, "discard", actions.discard_round, _("Put aside. What was done to it stays below."))


def _put_away(request: HttpRequest, key: int, verb: str, act: Callable[..., Round], done: str) -> HttpResponse:
    viewer, officer = _maker(request)
    known, why = round_on_desk(officer, key), request.POST.get("reason", "")
    try:
        act(known, by=person_of(request), reason=why, at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        told = {"put_away": verb, "refused": refused, "why": why}
        form = RoundForm(None, **_choices(officer), known=known)
        return _page(request, viewer, known, form, status=refused.status, told=told)
    messages.success(request, done)
    return redirect("desk:round", key=key)


def _maker(request: HttpRequest) -> tuple[Viewer, OfficerHand]:
    """Whoever may ask for ideas. Raises NotAllowed for all others."""
    viewer = viewer_of(request)
    if viewer.officer is None or not makes_rounds(viewer.officer):
        raise NotAllowed(NO_MAKER)
    return viewer, viewer.officer


def _choices(officer: OfficerHand) -> dict[str, Any]:
    return {"areas": areas_to_ask(officer), "families": matters_by_family(), "may_all": not officer.area_paths}


def _form(request: HttpRequest, officer: OfficerHand, known: Round | None) -> RoundForm:
    return RoundForm(request.POST if request.method == "POST" else None, **_choices(officer), known=known)


def _as_data(officer: OfficerHand, known: Round) -> dict[str, Any]:
    """What the form would send unchanged, so that faults stand beside their fields."""
    form = RoundForm(None, **_choices(officer), known=known)
    said = {name: form[name].value() for name in form.fields}
    return {
        name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value
        for name, value in said.items()
        if value not in (None, False)
    }


def _frame(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    return frame(request, viewer, at=timezone.now()) | {"is_round_page": True}


def _page(
    request: HttpRequest,
    viewer: Viewer,
    known: Round,
    form: RoundForm,
    *,
    status: int,
    told: Mapping[str, Any] | None = None,
) -> HttpResponse:
    shown = {"form": form, "round": known, "changes": changes_of(known), **(told or {})}
    return render(request, "desk/round.html", _frame(request, viewer) | shown, status=status)


@officers_only
@never_cache
@require_safe
def show_swarms(request: HttpRequest) -> HttpResponse:
    """Support that was marked, for somebody to look at."""
    viewer = _looker(request)
    context = frame(request, viewer, at=timezone.now()) | {"is_swarm_page": True, "swarms": swarms_on_desk(viewer)}
    return render(request, "desk/swarms.html", context | {"findings": Finding.choices})


@officers_only
@never_cache
@require_POST
def look_at_swarm(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody has looked at it, and says what she found."""
    viewer = _looker(request)
    swarm = next((one for one in swarms_on_desk(viewer) if one.pk == key), None)
    if swarm is None:
        raise Http404
    finding, words = request.POST.get("finding", ""), request.POST.get("words", "")
    try:
        actions.look_at_swarm(swarm, by=person_of(request), finding=finding, words=words, at=timezone.now())
    except Refused as refused:
        told = {"is_swarm_page": True, "swarms": swarms_on_desk(viewer), "findings": Finding.choices}
        told |= {"wrong": key, "refused": refused, "said": words, "found": finding}
        context = frame(request, viewer, at=timezone.now()) | told
        return render(request, "desk/swarms.html", context, status=refused.status)
    messages.success(request, _("Written down. Every support stays counted."))
    return redirect("desk:swarms")


def _looker(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not looks_at_swarms(viewer.officer):
        raise NotAllowed(NO_LOOKER)
    return viewer
