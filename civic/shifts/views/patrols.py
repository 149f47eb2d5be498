"""The patrol of an activity: which cells are walked when, by whom, and where nobody checked in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.lib.form_errors import tried
from civic.shifts import actions
from civic.shifts.forms import PatrolForm
from civic.shifts.guards import organisers_only
from civic.shifts.models import PatrolPlan
from civic.shifts.queries.patrols import walks_of
from civic.volunteers.guards import person_from
from civic.volunteers.models import Organisation


@organisers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def patrol(request: HttpRequest, organisation: Organisation, number: str) -> HttpResponse:
    """The stops of the patrols to come and of the last weeks, and a form to lay them."""
    activity, at, status = get_object_or_404(organisation.activities, number=number), timezone.now(), 200
    plan = PatrolPlan.objects.filter(activity=activity).select_related("call").first()
    first = {"call": plan.call if plan else person_from(request)}
    form = PatrolForm(request.POST or None, activity=activity, at=at, initial=first)
    if request.method == "POST":
        done, status = tried(form, lambda given: actions.plan_patrol(activity, **given, by=person_from(request), at=at))
        if done is not None:
            messages.success(request, _("The patrol is laid. Whoever walks it sees its cells on the day."))
            return redirect("shifts:patrol", organisation.code, number)
    context = {
        "organisation": organisation,
        "activity": activity,
        "plan": plan,
        "walks": walks_of(plan, at=at) if plan else [],
        "form": form,
        "now": at,
    }
    return render(request, "shifts/patrol.html", context, status=status)
