"""The coordinators' desk: who applied, who asks to recruit, whom one looks for and what for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.lib.limits import spend
from civic.lib.refusals import Refused
from civic.volunteers import actions
from civic.volunteers.forms import FindForm, PurposeForm, ReasonForm
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries.waiting import asking_organisations, by_document, desk_frame, find_volunteer, with_numbers
from civic.volunteers.rules import OrganisationState, VolunteerState, open_to
from civic.volunteers.views.organisations import about_of

HOUR = 3600


@coordinators_only
@never_cache
@require_safe
def applicants(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer, the most pressing first; no names in the list."""
    rows = Volunteer.objects.waiting().prefetch_related("wishes").select_related("identity__lives_in")
    return show(request, "volunteers/desk/applicants.html", here="applicants", applicants=rows)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """A volunteer by her number or her document, for a purpose; each search is the coordinator's own."""
    form, status, found = FindForm(request.POST or None), 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            spend("volunteer-find", str(person_from(request).pk), most=60, seconds=HOUR)
            given = form.cleaned_data
            found = find_volunteer(given["number"]) if given["number"] else None
            if found is None and given["document"]:
                found = by_document(given["document"], given["document_number"])
            if found is None:
                form.add_error(None, _("Nobody is found by this. Compare it, sign by sign."))
            else:
                return _opened(request, found, purpose=given["purpose"])
    return show(request, "volunteers/desk/find.html", here="find", status=status, form=form)


@coordinators_only
@never_cache
@require_safe
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """One volunteer or applicant as the desk knows her: by number or day, without her name."""
    return _person(request, get_object_or_404(Volunteer, key=key))


@coordinators_only
@never_cache
@require_POST
def open_identity(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who she is, opened for a purpose she can read."""
    volunteer, form = get_object_or_404(Volunteer, key=key), PurposeForm(request.POST)
    if not form.is_valid():
        return _person(request, volunteer, status=400, form=form, purpose_form=form)
    return _opened(request, volunteer, purpose=form.cleaned_data["purpose"])


@coordinators_only
@never_cache
@require_POST
def decide(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """An application is answered."""
    volunteer = get_object_or_404(Volunteer, key=key)
    at, by, form = timezone.now(), person_from(request), ReasonForm(request.POST)
    if verb not in ("take-on", "turn-down"):
        raise Http404
    if verb == "turn-down" and not form.is_valid():
        return _person(request, volunteer, status=400, form=form, reason_form=form)
    try:
        if verb == "take-on":
            taken = actions.take_on(volunteer, by=by, at=at)
            messages.success(request, _("Taken on. The number is %(number)s.") % {"number": taken.number})
        else:
            actions.turn_down(volunteer, by=by, reason=form.cleaned_data["reason"], at=at)
            messages.success(request, _("Answered. The applicant reads your reason."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("volunteers:desk-applicants")


@coordinators_only
@never_cache
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Those that ask, the most pressing first, then all others."""
    rows = with_numbers(state__in=(OrganisationState.ACTIVE, OrganisationState.SUSPENDED, OrganisationState.ENDED))
    asking = asking_organisations()
    return show(request, "volunteers/desk/organisations.html", here="organisations", asking=asking, organisations=rows)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation, and what may be done with it; which act was pressed says `what`."""
    one = get_object_or_404(Organisation, code=code)
    form, status = ReasonForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        what = request.POST.get("what", "")
        done, status = _OF_ORGANISATION.get(what), 400
        if done is None:
            raise Http404
        if what == "register" or form.is_valid():
            told = {} if what == "register" else {"reason": form.cleaned_data["reason"]}
            try:
                done(one, by=person_from(request), at=timezone.now(), **told)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, _("Done. Whoever manages it has got a message."))
            return redirect("volunteers:desk-organisation", code=code)
    context = {
        "organisation": one,
        "about": about_of(one),
        "verbs": open_to(one.state),
        "form": form,
        "managers": one.managers.filter(ended_at__isnull=True).select_related("person"),
        "lines": one.lines.order_by("-seq")[:20],
    }
    return show(request, "volunteers/desk/organisation.html", here="organisations", status=status, **context)


def show(request: HttpRequest, template: str, *, here: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk, with its badge and what waits."""
    frame = desk_frame(here=here, by=request.user, at=timezone.now())
    return render(request, template, frame | context, status=status)


def _opened(request: HttpRequest, volunteer: Volunteer, *, purpose: str) -> HttpResponse:
    try:
        identity = actions.open_identity(volunteer, by=person_from(request), purpose=purpose, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("volunteers:desk-person", key=volunteer.key)
    return _person(request, volunteer, identity=identity)


def _person(request: HttpRequest, volunteer: Volunteer, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {
        "volunteer": volunteer,
        "wishes": volunteer.wishes.all(),
        "tongues": volunteer.tongues.all(),
        "members": volunteer.memberships.filter(ended_at__isnull=True).select_related("organisation"),
        "purpose_form": PurposeForm(),
        "reason_form": ReasonForm(),
        "waits": volunteer.state == VolunteerState.APPLIED,
    }
    return show(request, "volunteers/desk/person.html", here="applicants", status=status, **(context | told))


_OF_ORGANISATION: dict[str, Callable[..., Any]] = {
    "register": actions.register_organisation,
    "refuse": actions.refuse_organisation,
    "suspend": actions.suspend_organisation,
    "end": actions.end_organisation,
}
