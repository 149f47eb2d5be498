"""Beside the worklist: the map of the same cases, and flags."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.rules.grouping import Box
from civic.desk import actions
from civic.desk.queries import desk_map, find_case
from civic.desk.views.frame import asked_for, person_of
from civic.offices.guards import officers_only
from civic.offices.models import Office

WHOLE_CITY: Box = (-180.0, -90.0, 180.0, 90.0)


@officers_only
@never_cache
@require_safe
def map_data(request: HttpRequest) -> HttpResponse:
    """What of the list, as it was narrowed, lies in a box of the map: single cases where they are few, counted groups
    where they are many. The same shape as the public map, without the list beside it."""
    at, viewer = timezone.now(), viewer_of(request)
    asked = asked_for(request, viewer, at=at)
    if asked.filters.asked and not asked.filters.form.is_valid():
        return JsonResponse({"errors": asked.filters.form.errors}, status=400)
    found = desk_map(
        viewer,
        view=asked.view,
        search=asked.filters.search,
        narrow=asked.narrow,
        box=_box(request),
        zoom=_zoom(request),
        at=at,
    )
    return JsonResponse(
        {
            "groups": [[one.lat, one.lon, one.count, one.not_solved, one.sign] for one in found.groups],
            "cases": [[one.lat, one.lon, one.sign, one.number, one.shortened] for one in found.cases],
            "count": found.count,
            "is_all": found.is_all,
        }
    )


def _box(request: HttpRequest) -> Box:
    """West, south, east, north; the whole city for what is no box."""
    try:
        west, south, east, north = (float(part) for part in request.GET.get("bbox", "").split(","))
    except ValueError:
        return WHOLE_CITY
    is_box = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if is_box else WHOLE_CITY


def _zoom(request: HttpRequest) -> int:
    given = request.GET.get("zoom", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 11


@officers_only
@never_cache
@require_POST
def flag(request: HttpRequest, number: str) -> HttpResponse:
    """A flag is set on a case, or taken off: the officer's own, or that of an office she names."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    code = request.POST.get("office", "")
    office = Office.objects.filter(code=code).first() if code else None
    if code and office is None:
        raise Http404
    act = actions.unflag if "off" in request.POST else actions.flag
    act(case, by=person_of(request), office=office, at=at)
    kept = request.GET.urlencode()
    return redirect(reverse("desk:show", args=[case.number]) + (f"?{kept}" if kept else ""))
