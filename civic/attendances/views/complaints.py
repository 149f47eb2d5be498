"""A complaint about an organisation: filed by whoever has an account, answered by an office it does not name."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import signed_in
from civic.attendances import actions
from civic.attendances.forms import ComplaintAnswerForm, ComplaintForm
from civic.attendances.guards import complaints_only
from civic.attendances.models import Complaint
from civic.attendances.queries import may_answer, reader_for
from civic.attendances.queries.desk import complaints_for
from civic.lib.form_errors import tried
from civic.lib.limits import spend
from civic.volunteers.guards import coordinates_from, person_from
from civic.volunteers.models import Organisation
from civic.volunteers.queries.waiting import desk_frame
from civic.volunteers.rules import OrganisationState

LISTED_MOST = 100
ABOUT = [OrganisationState.ACTIVE, OrganisationState.SUSPENDED, OrganisationState.ENDED]


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, code: str) -> HttpResponse:
    """Say what was wrong; the page names the office that will read it."""
    organisation, status = get_object_or_404(Organisation, code=code, state__in=ABOUT), 200
    form = ComplaintForm(request.POST or None)
    if request.method == "POST":
        spend("complaint", str(person_from(request).pk), most=5, seconds=86400)
        done, status = tried(
            form,
            lambda told: actions.complain(organisation, shift=None, **told, by=person_from(request), at=timezone.now()),
        )
        if done is not None:
            messages.success(
                request, _("Filed. The office below looks into it. The organisation does not hear who wrote.")
            )
            return redirect("attendances:complaint", done.pk)
    reader = reader_for(organisation, by=person_from(request), at=timezone.now())
    context = {"organisation": organisation, "form": form, "reader": reader}
    return render(request, "attendances/complain.html", context, status=status)


@signed_in
@never_cache
@require_safe
def complaint(request: HttpRequest, key: int) -> HttpResponse:
    """One's own complaint, and its answer."""
    mine = Complaint.objects.filter(person=person_from(request)).select_related("organisation", "office", "body")
    return render(request, "attendances/complaint.html", {"one": get_object_or_404(mine, pk=key)})


@complaints_only
@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What one's own offices have to look into, the most pressing first."""
    held = complaints_for(request.user, at=timezone.now())
    waiting = held.filter(answered_at__isnull=True).order_by("answer_due_at")
    done = held.filter(answered_at__isnull=False).order_by("-answered_at")
    context = {"waiting": waiting[:LISTED_MOST], "done": done[:LISTED_MOST], "now": timezone.now()}
    return _show(request, "attendances/desk_complaints.html", context)


@complaints_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Read one and answer it. To whoever may not, it is not there."""
    rows = Complaint.objects.select_related("organisation", "shift__activity", "office", "body")
    one = get_object_or_404(rows, pk=key)
    if not may_answer(person_from(request), one, at=timezone.now()):
        raise Http404
    form, status = ComplaintAnswerForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form, lambda told: actions.answer_complaint(one, **told, by=person_from(request), at=timezone.now())
        )
        if done is not None:
            messages.success(request, _("Answered. Whoever complained was told."))
            return redirect("attendances:desk-complaints")
    return _show(request, "attendances/desk_complaint.html", {"one": one, "form": form}, status=status)


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Inside the coordinators' desk for whoever coordinates, by itself for other offices."""
    frame: dict[str, Any] = {"frame": "attendances/_frame.html"}
    if coordinates_from(request):
        at_desk = desk_frame(here="complaints", by=request.user, at=timezone.now())
        frame = at_desk | {"frame": "volunteers/desk/frame.html", "at_desk": True}
    return render(request, template, frame | context, status=status)
