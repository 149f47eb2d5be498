"""The public cases, in two ways: as a list and on a map."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.forms.filters import CaseFilters
from civic.cases.models import Case, CaseQuerySet, LineWords
from civic.cases.queries import glimpsed, rating_words
from civic.cases.rules import State, Verdict
from civic.cases.rules.grouping import Group, Point, grouped
from civic.cases.views.paging import counted, page_of, with_query
from civic.lib.basemap import is_drawn
from civic.places.models import Area

GLIMPSES_MOST = 100
GLIMPSES_SHOWN = 6
ON_MAP_MOST = 5000
GROUPS_MOST = 400
BESIDE_MAP = 10
AT_HAND = ("q", "area")
FOLDED = ("matter", "kind", "state", "solved", "since", "until")


@dataclass(frozen=True)
class Row:
    """A public case as a list prints it."""

    case: Case
    state: Any
    said: LineWords | None


def rows_of(cases: list[Case]) -> list[Row]:
    """Cases with what their residents said beside the rating; one query more."""
    said = rating_words(cases)
    return [Row(case, State(case.state).label, said.get(case.pk)) for case in cases]


def _filtered(request: HttpRequest) -> CaseFilters:
    return CaseFilters(request.GET, Case.objects.public())


def _for_page(filters: CaseFilters) -> list[Any]:
    """The fields a person chooses by; of the areas only the districts."""
    filters.form.fields["area"].queryset = Area.objects.districts()
    return [filters.form[name] for name in (*AT_HAND, *FOLDED)]


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of public cases, fifty a page, newest first."""
    filters = _filtered(request)
    found: CaseQuerySet = filters.qs
    page = page_of(found.with_names(), older=request.GET.get("older", ""), newer=request.GET.get("newer", ""))
    count, is_all = counted(found)
    is_searched = any(request.GET.get(name) for name in filters.filters)
    waiting = list(glimpsed().with_names().newest()[: GLIMPSES_MOST + 1]) if page.is_first and not is_searched else []
    context = {
        "form": filters.form,
        "fields": _for_page(filters),
        "more_is_open": any(request.GET.get(name) for name in FOLDED),
        "rows": rows_of(page.rows),
        "count": count,
        "is_all": is_all,
        "is_searched": is_searched,
        "older_url": with_query(request, older=page.older) if page.older else "",
        "newer_url": with_query(request, newer=page.newer) if page.newer else "",
        "map_url": reverse("cases:map") + with_query(request).removeprefix(request.path),
        "waiting": waiting[:GLIMPSES_SHOWN],
        "waiting_count": min(len(waiting), GLIMPSES_MOST),
        "waiting_is_all": len(waiting) <= GLIMPSES_MOST,
    }
    return render(request, "cases/list.html", context)


@open_to_all
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The same cases on a map, with the newest of them as a list beside it."""
    filters = _filtered(request)
    newest = list(filters.qs.with_names().newest()[:BESIDE_MAP])
    context = {
        "form": filters.form,
        "fields": _for_page(filters),
        "more_is_open": any(request.GET.get(name) for name in FOLDED),
        "rows": rows_of(newest),
        "is_searched": any(request.GET.get(name) for name in filters.filters),
        "list_url": reverse("cases:list") + with_query(request).removeprefix(request.path),
        "base_map": settings.BASE_MAP if is_drawn() else "",
        "data_url": reverse("cases:map-data") + with_query(request).removeprefix(request.path),
    }
    return render(request, "cases/map.html", context)


@open_to_all
@require_safe
def map_data(request: HttpRequest) -> JsonResponse:
    """What lies in a box of the map: single cases, and groups where they lie too close; the newest 5,000 at most."""
    filters = _filtered(request)
    if filters.errors:
        return JsonResponse({"errors": filters.errors}, status=400)
    found = (
        filters.qs.filter(lat__isnull=False)
        .newest()
        .values_list("lat", "lon", "state", "verdict", "answered_at", "number", "public_title", "language")
    )
    points = [
        Point(lat, lon, sign_of(state, verdict, answered_at), number, title, language)
        for lat, lon, state, verdict, answered_at, number, title, language in found[: ON_MAP_MOST + 1]
    ]
    groups = grouped(points[:ON_MAP_MOST], zoom=_zoom(request))
    answer = {
        "groups": [_told(group) for group in groups[:GROUPS_MOST]],
        "newest": [
            {"number": point.number, "title": point.title, "lang": point.language, "url": _url(point)}
            for point in points[:BESIDE_MAP]
        ],
        "is_all": len(points) <= ON_MAP_MOST and len(groups) <= GROUPS_MOST,
    }
    return JsonResponse(answer)


def sign_of(state: str, verdict: str, answered_at: datetime | None) -> str:
    """The sign a case carries on a map: not solved, answered, or on its way."""
    if verdict == Verdict.NO:
        return "not"
    return "done" if answered_at is not None or state in (State.CLOSED, State.DECLINED) else "open"


def _zoom(request: HttpRequest) -> int:
    given = request.GET.get("zoom", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 11


def _url(point: Point) -> str:
    return reverse("cases:show", args=[point.number])


def _told(group: Group) -> dict[str, Any]:
    if len(group.points) == 1:
        point = group.points[0]
        return {
            "lat": point.lat,
            "lon": point.lon,
            "count": 1,
            "sign": point.sign,
            "title": point.title,
            "lang": point.language,
            "url": _url(point),
        }
    lat, lon = group.middle
    return {
        "lat": round(lat, 6),
        "lon": round(lon, 6),
        "count": len(group.points),
        "not": group.count("not"),
        "box": group.box,
    }
