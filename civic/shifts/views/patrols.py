"""The patrol of an activity: which cells are walked when, by whom, and where nobody checked in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.lib.basemap import is_drawn
from civic.lib.refusals import Refused
from civic.shifts import actions
from civic.shifts.forms import PatrolForm
from civic.shifts.forms.patrols import retyped, rows_of
from civic.shifts.guards import organisers_only
from civic.shifts.models import PatrolPlan
from civic.shifts.queries.patrols import Walk, cells_around, laid_ahead, walkers_of, walks_of
from civic.volunteers.guards import person_from
from civic.volunteers.models import Organisation

WALKS_FIRST = 3


@organisers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def patrol(request: HttpRequest, organisation: Organisation, number: str) -> HttpResponse:
    """The stops of the patrols to come and of the last weeks, and a form to lay them, row by row."""
    activities = organisation.activities.select_related("area", "cell__area__parent")
    activity, at, status = get_object_or_404(activities, number=number), timezone.now(), 200
    plan = PatrolPlan.objects.filter(activity=activity).select_related("call").first()
    walks = walks_of(plan, at=at) if plan else []
    asked: dict[str, Any] = {"activity": activity, "walkers": walkers_of(activity, at=at), "at": at}
    new_row = None
    if "more" in request.POST or "less" in request.POST:
        rows, new_row = retyped(request.POST)
        first = {"shifts": request.POST.getlist("shifts"), "call": request.POST.get("call")}
        form = PatrolForm(**asked, rows=rows, initial=first)
    elif request.method == "POST":
        form = PatrolForm(request.POST, **asked)
        try:
            if form.is_valid():
                actions.plan_patrol(activity, **form.cleaned_data, by=person_from(request), at=at)
                messages.success(request, _("The patrol is laid. Whoever walks it sees its cells on the day."))
                return redirect("shifts:patrol", organisation.code, number)
            status = 400
        except Refused as refused:
            form.tell(refused)
            status = refused.status
    else:
        form = _as_it_stands(request, asked, plan, walks, at=at)
    cells = cells_around(activity)
    context = {
        "organisation": organisation,
        "activity": activity,
        "plan": plan,
        "walks": walks[:WALKS_FIRST],
        "later": walks[WALKS_FIRST:],
        "form": form,
        "new_row": new_row,
        "now": at,
        "cells": cells,
        "shapes": _shapes(cells),
        "base_map": settings.BASE_MAP if is_drawn() else "",
    }
    return render(request, "shifts/patrol.html", context, status=status)


def _as_it_stands(
    request: HttpRequest, asked: dict[str, Any], plan: PatrolPlan | None, walks: list[Walk], *, at: datetime
) -> PatrolForm:
    laid = laid_ahead(walks, at=at)
    first = {"call": plan.call if plan else person_from(request), "shifts": laid.shifts}
    return PatrolForm(**asked, rows=rows_of(laid.stops), initial=first)


def _shapes(cells: list[Any]) -> dict[str, Any]:
    shapes = [
        {"type": "Feature", "properties": {"code": one.code, "area": str(one.area.name)}, "geometry": one.polygon}
        for one in cells
    ]
    return {"type": "FeatureCollection", "features": shapes}
