"""A guardian's word on whether a child volunteers at all: on her own page, or on paper at the coordinators' desk."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.guards import signed_in
from civic.guardians.queries import guardians_of, latest_text, ward_of_key
from civic.guardians.rules import VOLUNTEERS
from civic.lib.form_errors import tried
from civic.lib.refusals import Refused
from civic.shifts import actions
from civic.shifts.forms import AgreeOnPaperForm, RefuseOnPaperForm
from civic.volunteers.actions import agree_on_paper
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.models import Volunteer
from civic.volunteers.queries.waiting import desk_frame


@signed_in
@never_cache
@require_POST
def decide(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """She takes her yes back, or gives it again; it holds when the next page comes, and with a no no place is kept."""
    at = timezone.now()
    ward = ward_of_key(person_from(request), key, at=at)
    if ward is None or verb not in ("agree", "withdraw"):
        raise Http404
    try:
        actions.decide_for(ward, is_yes=verb == "agree", text_digest=request.POST.get("digest", "")[:64], at=at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your answer holds from this moment on."))
    return redirect("volunteers:family")


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest) -> HttpResponse:
    """A guardian without an account agrees on paper; the coordinator writes down what lies on the desk."""
    at, form, status = timezone.now(), AgreeOnPaperForm(request.POST or None), 200
    if request.method == "POST":
        done, status = tried(
            form,
            lambda given: agree_on_paper(
                given["who"],
                form.child_told(),
                form.paper_told(),
                text_digest=request.POST.get("digest", "")[:64],
                by=person_from(request),
                at=at,
            ),
        )
        if done is not None:
            messages.success(request, _("Written down. The child has got a message and can apply now."))
            return redirect("shifts:on-paper")
    context = desk_frame(here="guardians", by=request.user, at=at) | {
        "form": form,
        "text": latest_text(VOLUNTEERS, at=at),
    }
    return render(request, "shifts/on_paper.html", context, status=status)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_on_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """A guardian's no on paper ends it in the same moment, whatever another said."""
    at, status = timezone.now(), 200
    volunteer = get_object_or_404(Volunteer.objects.filter(child__isnull=False).select_related("child"), key=key)
    assert volunteer.child is not None
    form = RefuseOnPaperForm(request.POST or None, wards=guardians_of(volunteer.child, at=at))
    if request.method == "POST":
        by = person_from(request)
        done, status = tried(
            form, lambda _given: actions.refuse_on_paper(volunteer, form.paper_told(), ward=form.ward, by=by, at=at)
        )
        if done is not None:
            messages.success(request, _("Written down. The child does not volunteer from this moment on."))
            return redirect("volunteers:desk-person", key=key)
    context = desk_frame(here="applicants", by=request.user, at=at) | {"form": form, "volunteer": volunteer}
    return render(request, "shifts/refuse_on_paper.html", context, status=status)
