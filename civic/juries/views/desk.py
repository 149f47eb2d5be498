"""Juries at the desk: found, seat, open, replace, reckon, read words, tell."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.accounts.models import Person
from civic.juries import actions
from civic.juries.forms import PanelForm, SeatForm
from civic.juries.models import Panel, Piece, Seat, Sheet
from civic.juries.queries.pages import desk_panel, panels_at_desk
from civic.juries.rules import TieKind
from civic.lib.form_errors import tell
from civic.lib.keys import read_key
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.youth.guards import vetted_only
from civic.youth.models import Edition
from civic.youth.rules import Task


@vetted_only(Task.LEAD)
@never_cache
def show_panels(request: HttpRequest) -> HttpResponse:
    """Every jury, and a new one."""
    edition = Edition.objects.order_by("-number").prefetch_related("phases").first()
    if edition is None:
        raise Http404
    form, status = PanelForm(request.POST if request.method == "POST" else None, edition=edition), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                given = form.given(close=_end_of)
                panel = actions.found_panel(edition, by=_person(request), given=given, at=timezone.now())
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The jury is founded. Seat its jurors now."))
                return redirect("juries:panel", key=panel.pk)
    context = {"panels": panels_at_desk(), "edition": edition, "form": form}
    return render(request, "juries/panels.html", context, status=status)


@vetted_only(Task.LEAD)
@never_cache
def show_panel(request: HttpRequest, key: int) -> HttpResponse:
    """One jury; a form of it seats a juror."""
    panel = get_object_or_404(Panel.objects.select_related("edition", "rubric", "district", "vote"), pk=key)
    at = timezone.now()
    form, status = _seat_form(request.POST if request.method == "POST" else None, panel, at), 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            told = form.cleaned_data
            try:
                actions.seat_juror(panel, person=told["person"], is_spare=told["is_spare"], by=_person(request), at=at)
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("She has a seat, and reads once she has said what ties her."))
                return redirect("juries:panel", key=key)
    told_panel = desk_panel(panel, today=timezone.localdate(), at=at)
    context = {"desk": told_panel, "panel": panel, "form": form, "kinds": TieKind.choices}
    return render(request, "juries/panel.html", context, status=status)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def act_on_panel(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Open, fill up, reckon, undo, name, tell: one verb each."""
    panel = get_object_or_404(Panel.objects.select_related("edition"), pk=key)
    act = _ON_PANEL.get(verb)
    if act is None:
        raise Http404
    act(panel, request.POST.get("reason", ""), by=_person(request), at=timezone.now())
    messages.success(request, _DONE[verb]())
    return redirect("juries:panel", key=key)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def replace(request: HttpRequest, key: int) -> HttpResponse:
    """A juror leaves in mid-round."""
    seat = get_object_or_404(Seat.objects.select_related("panel"), pk=key)
    given = actions.replace_juror(seat, by=_person(request), reason=request.POST.get("reason", ""), at=timezone.now())
    messages.success(request, _("Her seat has ended; %(count)d sheets went to others.") % {"count": len(given)})
    return redirect("juries:panel", key=seat.panel_id)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def act_on_sheet(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Words of a juror fit or stay."""
    sheet = get_object_or_404(Sheet.objects.select_related("seat__panel"), pk=key)
    if verb not in ("fits", "stays"):
        raise Http404
    actions.read_words(sheet, by=_person(request), fit=verb == "fits", at=timezone.now())
    return redirect("juries:panel", key=sheet.seat.panel_id)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def act_on_piece(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """A piece is set aside, or a juror kept from it."""
    piece = get_object_or_404(Piece.objects.select_related("panel"), pk=key)
    if verb == "set-aside":
        actions.set_aside(piece, by=_person(request), reason=request.POST.get("reason", ""), at=timezone.now())
        messages.success(request, _("Set aside, with your reason."))
    elif verb == "apart":
        _keep_apart(request, piece)
    else:
        raise Http404
    return redirect("juries:panel", key=piece.panel_id)


def _keep_apart(request: HttpRequest, piece: Piece) -> None:
    seat = read_key(request.POST.get("seat", ""))
    sheet = piece.sheets.holding().filter(seat=seat).first() if seat is not None else None
    if sheet is None:
        raise NotValid(fields={"seat": _("Choose the juror who is tied to the child.")})
    given = actions.keep_apart(sheet, by=_person(request), kind=request.POST.get("kind", ""), at=timezone.now())
    if given is None:
        messages.warning(request, _("Her sheet is void, and nobody is left to read it. Seat another juror."))
    else:
        messages.success(request, _("Her sheet is void, and another juror reads it."))


def _seat_form(data: Any, panel: Panel, at: datetime) -> SeatForm:
    people = desk_panel(panel, today=timezone.localdate(at), at=at).jurors
    return SeatForm(data, people=Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "handle"))


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


_ON_PANEL: dict[str, Callable[..., Any]] = {
    "open": lambda panel, _why, **told: actions.open_panel(panel, **told),
    "fill-up": lambda panel, _why, **told: actions.fill_up(panel, **told),
    "decide": lambda panel, _why, **told: actions.decide(panel, **told),
    "reopen": lambda panel, why, **told: actions.reopen(panel, reason=why, **told),
    "name": lambda panel, _why, **told: actions.name_who_goes_on(panel.edition, panel.phase, **told),
    "tell": lambda panel, _why, **told: actions.tell_children(panel, **told),
}
_DONE: dict[str, Callable[[], str]] = {
    "open": lambda: _("The round is open. The jurors read."),
    "fill-up": lambda: _("Every proposal has its jurors, as far as there are any."),
    "decide": lambda: _("The result is reckoned."),
    "reopen": lambda: _("The result is undone. Void the sheet, and reckon again."),
    "name": lambda: _("The edition knows who goes on. Everybody else keeps the answer to the proposal."),
    "tell": lambda: _("The children read their words from now on."),
}
