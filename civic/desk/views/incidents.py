"""Incidents at the desk: open one, and command it: bulletin, cases in and out, longer, to somebody else, end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases import actions as cases
from civic.cases.guards import viewer_of
from civic.cases.models import Incident
from civic.cases.queries import Viewer
from civic.cases.queries.incidents import opens_incidents
from civic.desk.forms import BulletinForm, EndForm, ExtendForm, HandForm, NumberForm, OpenIncidentForm
from civic.desk.queries import case_to_join, commanders, incidents_on_desk, open_incident_page
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only
from civic.places.models import Area


@officers_only
@never_cache
@require_safe
def show_incidents(request: HttpRequest) -> HttpResponse:
    """The incidents I command, or may command."""
    viewer = viewer_of(request)
    context = frame(request, viewer, at=timezone.now()) | {
        "is_incident_page": True,
        "incidents": incidents_on_desk(viewer),
        "may_open": opens_incidents(viewer.officer),
    }
    return render(request, "desk/incidents.html", context)


@officers_only
@never_cache
def open_incident(request: HttpRequest) -> HttpResponse:
    """A new incident."""
    at, viewer = timezone.now(), viewer_of(request)
    if not opens_incidents(viewer.officer):
        raise NotAllowed(_("The committee and the head of the command centre open an incident."))
    form = OpenIncidentForm(
        request.POST if request.method == "POST" else None,
        initial={"gathers_from": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")},
        commanders=commanders(on=timezone.localdate(at)),
        districts=list(Area.objects.districts()),
    )
    if form.is_valid():
        try:
            incident = cases.open_incident(by=person_of(request), at=at, **form.given())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused, beside={"names": "name_zh_hans"})
        else:
            messages.success(request, _("Opened. Its cases are gathered from now on."))
            return redirect("desk:incident", key=incident.pk)
    context = frame(request, viewer, at=at) | {"is_incident_page": True, "form": form}
    return render(request, "desk/incident_open.html", context, status=400 if form.errors else 200)


@officers_only
@never_cache
@require_safe
def show_incident(request: HttpRequest, key: int) -> HttpResponse:
    """One incident: how its cases stand, the bulletin, what its commander may do."""
    return _page(request, viewer_of(request), key)


@officers_only
@never_cache
@require_POST
def write_bulletin(request: HttpRequest, key: int) -> HttpResponse:
    """The next entry of the bulletin."""

    def act(incident: Incident, given: dict[str, Any], at: datetime) -> None:
        cases.write_bulletin(incident, by=person_of(request), at=at, **given)

    return _act(request, key, BulletinForm(request.POST), act, _("Everybody reads it now."))


@officers_only
@never_cache
@require_POST
def extend_incident(request: HttpRequest, key: int) -> HttpResponse:
    """Longer or shorter than was said."""

    def act(incident: Incident, given: dict[str, Any], at: datetime) -> None:
        cases.extend_incident(incident, by=person_of(request), at=at, **given)

    return _act(request, key, ExtendForm(request.POST), act, _("Saved. The days of its cases are moved."))


@officers_only
@never_cache
@require_POST
def end_incident(request: HttpRequest, key: int) -> HttpResponse:
    """It is over."""

    def act(incident: Incident, given: dict[str, Any], at: datetime) -> None:
        cases.end_incident(incident, by=person_of(request), at=at, **given)

    done = _("Ended. The clocks run again, and every resident is told once.")
    return _act(request, key, EndForm(request.POST), act, done)


@officers_only
@never_cache
@require_POST
def hand_command(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody else commands."""
    form = HandForm(request.POST, commanders=commanders(on=timezone.localdate()))

    def act(incident: Incident, given: dict[str, Any], at: datetime) -> None:
        cases.hand_command(incident, to=form.commanders[given["commander"]].person, by=person_of(request), at=at)

    return _act(request, key, form, act, _("Handed over."))


@officers_only
@never_cache
@require_POST
def join_case(request: HttpRequest, key: int) -> HttpResponse:
    """A case is put in by hand."""
    return _move_case(request, key, cases.join_incident, _("The case is in the incident; its clock stands still."))


@officers_only
@never_cache
@require_POST
def leave_case(request: HttpRequest, key: int) -> HttpResponse:
    """A case is taken out."""
    return _move_case(request, key, cases.leave_incident, _("The case is out of the incident; its clock runs again."))


# --- the parts of a page ---


def _move_case(request: HttpRequest, key: int, move: Callable[..., Any], done: str) -> HttpResponse:
    viewer = viewer_of(request)

    def act(incident: Incident, given: dict[str, Any], at: datetime) -> None:
        case = case_to_join(viewer, given["number"])
        if case is None:
            raise NotValid(fields={"number": _("There is no such case on your desk.")})
        move(case, incident=incident, by=person_of(request), at=at)

    return _act(request, key, NumberForm(request.POST), act, done)


def _act(
    request: HttpRequest,
    key: int,
    form: Form,
    act: Callable[[Incident, dict[str, Any], datetime], None],
    done: str,
) -> HttpResponse:
    """Act for an incident this officer finds, and back to it. Raises Http404 for all others, NotAllowed."""
    viewer = viewer_of(request)
    opened = open_incident_page(viewer, key)
    status = 400
    if form.is_valid():
        try:
            act(opened.incident, form.cleaned_data, timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, done)
            return redirect("desk:incident", key=key)
    return _page(request, viewer, key, form=form, status=status)


def _page(
    request: HttpRequest, viewer: Viewer, key: int, *, form: Form | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    opened = open_incident_page(viewer, key, older=request.GET.get("older", ""))
    until = timezone.localtime(opened.incident.until).strftime("%Y-%m-%dT%H:%M")
    forms: dict[str, Form] = {
        "bulletin_form": BulletinForm(auto_id="bulletin-%s"),
        "extend_form": ExtendForm(initial={"until": until}, auto_id="extend-%s"),
        "end_form": EndForm(auto_id="end-%s"),
        "number_form": NumberForm(auto_id="join-%s"),
    }
    if opened.may_hand:
        forms["hand_form"] = HandForm(commanders=commanders(on=timezone.localdate(at)), auto_id="hand-%s")
    for name, shown in forms.items():
        if form is not None and type(shown) is type(form):
            forms[name] = form
    context = frame(request, viewer, at=at) | {
        "is_incident_page": True,
        "opened": opened,
        "incident": opened.incident,
        "bulletins": list(opened.incident.bulletins.select_related("office")[:20]),
        "form": form,
        **forms,
    }
    return render(request, "desk/incident.html", context, status=status)
