"""The coordinators' desk of the day: injuries no insurer was told of in time, absences that wait for a decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.attendances import actions
from civic.attendances.forms import ClaimForm, ReasonForm
from civic.attendances.models import Injury, NoShow
from civic.attendances.queries.desk import absences_disputed, injuries_untold
from civic.lib.form_errors import tried
from civic.lib.keys import read_key
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.queries.waiting import desk_frame

LISTED_MOST = 100


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def injuries(request: HttpRequest) -> HttpResponse:
    """Injuries of which no insurer knows yet, and that one was called."""
    form, about, status, at = ClaimForm(request.POST or None), 0, 200, timezone.now()
    if request.method == "POST":
        about = _key(request)
        injury = get_object_or_404(Injury.objects.select_related("shift__activity__organisation"), pk=about)
        done, status = tried(form, lambda given: actions.tell_insurer(injury, **given, by=person_from(request), at=at))
        if done is not None:
            messages.success(request, _("Noted: the insurer knows."))
            return redirect("attendances:desk-injuries")
    context = {"rows": injuries_untold(at=at)[:LISTED_MOST], "form": form, "about": about}
    return _show(request, "attendances/desk_injuries.html", "injuries", context, status=status)


@coordinators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Absences that volunteers dispute: each is excused or stays, with a reason the volunteer reads."""
    form, about, status = ReasonForm(request.POST or None), 0, 200
    if request.method == "POST":
        about, verb, by = _key(request), request.POST.get("verb"), person_from(request)
        if verb not in ("excuse", "stays"):
            raise Http404
        no_show = get_object_or_404(NoShow.objects.select_related("signup"), pk=about)
        is_excused = verb == "excuse"
        done, status = tried(
            form,
            lambda given: actions.decide_absence(no_show, is_excused=is_excused, **given, by=by, at=timezone.now()),
        )
        if done is not None:
            messages.success(request, _("Decided. The volunteer reads your reason."))
            return redirect("attendances:desk-absences")
    context = {"rows": absences_disputed(person_from(request))[:LISTED_MOST], "form": form, "about": about}
    return _show(request, "attendances/desk_absences.html", "absences", context, status=status)


def _key(request: HttpRequest) -> int:
    key = read_key(request.POST.get("about", ""))
    if key is None:
        raise Http404
    return key


def _show(request: HttpRequest, template: str, here: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    frame = desk_frame(here=here, by=request.user, at=timezone.now())
    return render(request, template, frame | context, status=status)
