"""The coordinators' desk: what waits, papers to look at, qualifications, every course of the city."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.courses import actions
from civic.courses.forms import GrantForm, IncludeForm, QualificationForm
from civic.courses.models import Claim, Course, Grant, Inclusion, Qualification
from civic.courses.queries.showing import waiting_at_desk
from civic.courses.rules import ClaimState
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.models import Volunteer
from civic.volunteers.queries.waiting import desk_frame


@coordinators_only
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where a coordinator begins: all that waits, the most urgent first."""
    return _show(request, "courses/desk/home.html", here="home", rows=waiting_at_desk())


@coordinators_only
@never_cache
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """Every course of the city."""
    rows = Course.objects.select_related("organisation", "gives").order_by("state", "code")
    return _show(request, "courses/desk/courses.html", here="courses", courses=rows)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def qualifications(request: HttpRequest) -> HttpResponse:
    """What posts may ask for, what includes what, and papers that wait."""
    what, status = request.POST.get("what", "") if request.method == "POST" else "", 200
    forms: dict[str, Form] = {
        "write": QualificationForm(request.POST if what == "write" else None),
        "include": IncludeForm(request.POST if what == "include" else None, auto_id="i-%s"),
    }
    form = forms.get(what)
    if request.method == "POST":
        if form is None:
            raise Http404
        status = 400
        if form.is_valid():
            try:
                _write(form, request)
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Done."))
                return redirect("courses:desk-qualifications")
    context: dict[str, Any] = {
        "qualifications": Qualification.objects.all(),
        "inclusions": Inclusion.objects.select_related("including", "included"),
        "claims": Claim.objects.waiting().select_related("qualification", "volunteer"),
        "forms": forms,
        "form": form,
    }
    return _show(request, "courses/desk/qualifications.html", here="qualifications", status=status, **context)


def _write(form: Form, request: HttpRequest) -> None:
    by, at = person_from(request), timezone.now()
    if isinstance(form, QualificationForm):
        actions.write_qualification(form.told, by=by, at=at)
    else:
        given = form.cleaned_data
        actions.include(given["including"], given["included"], by=by, at=at)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, key: UUID) -> HttpResponse:
    """A paper: its picture, and yes with its days or no with a reason."""
    rows = Claim.objects.select_related("qualification", "volunteer")
    one, by, at = get_object_or_404(rows, key=key), person_from(request), timezone.now()
    what = request.POST.get("what", "") if request.method == "POST" else ""
    form, status = GrantForm(request.POST if what == "grant" else None), 200
    if request.method == "POST":
        status = 400
        try:
            if what == "refuse":
                actions.refuse_claim(one, by=by, reason=request.POST.get("reason", ""), at=at)
            elif what == "grant" and form.is_valid():
                actions.grant(one.volunteer, one.qualification, claim=one, by=by, at=at, **form.cleaned_data)
            elif what != "grant":
                raise Http404
        except Refused as refused:
            if what == "grant":
                tell(form, refused)
            else:
                messages.error(request, str(refused))
            status = refused.status
        else:
            if what == "refuse" or form.is_valid():
                messages.success(request, _("Answered. The volunteer has got a message."))
                return redirect("courses:desk-qualifications")
    context = {"claim": one, "form": form, "waits": one.state == ClaimState.WAITING}
    return _show(request, "courses/desk/claim.html", here="qualifications", status=status, **context)


@coordinators_only
@never_cache
@require_safe
def held(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a volunteer is qualified for, and how something is taken back."""
    volunteer = get_object_or_404(Volunteer, key=key)
    grants = volunteer.grants.select_related("qualification").order_by("-given_on", "-pk")
    return _show(request, "courses/desk/held.html", here="qualifications", volunteer=volunteer, grants=grants)


@coordinators_only
@never_cache
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """A qualification is taken back with its reason."""
    grant = get_object_or_404(Grant.objects.select_related("volunteer", "qualification"), pk=key)
    try:
        actions.revoke(grant, by=person_from(request), reason=request.POST.get("reason", ""), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back. The volunteer reads your reason."))
    return redirect("courses:desk-held", key=grant.volunteer.key)


def _show(request: HttpRequest, template: str, *, here: str, status: int = 200, **context: Any) -> HttpResponse:
    frame = desk_frame(here=here, by=request.user, at=timezone.now())
    return render(request, template, frame | context, status=status)
