"""The next case: claimed by a press, put back by another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.desk.actions import claim_next, release
from civic.desk.queries import claimed_by, find_case
from civic.desk.views.frame import frame, person_of
from civic.lib.codes import read_number
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def next_case(request: HttpRequest) -> HttpResponse:
    """Without a press, what it would do; with one, the next case, or that nothing waits."""
    at, viewer = timezone.now(), viewer_of(request)
    person = person_of(request)
    claim = None
    if request.method == "POST":
        number = read_number(request.POST.get("skip", ""))
        skip = Case.objects.filter(number=number).first() if number else None
        claim = claim_next(by=person, skip=skip, at=at)
        if claim is not None:
            return redirect("desk:show", claim.case.number)
    context = frame(request, viewer, at=at)
    context |= {"held": claimed_by(person.pk, at=at), "has_pressed": request.method == "POST"}
    return render(request, "desk/next.html", context)


@officers_only
@never_cache
@require_POST
def put_back(request: HttpRequest, number: str) -> HttpResponse:
    """The officer lets go of a case she was given."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    if release(case, by=person_of(request), at=at):
        messages.success(request, _("You have put %(number)s back.") % {"number": case.number})
    return redirect(reverse("desk:worklist"))
