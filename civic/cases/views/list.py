"""The public cases, in two ways: as a list and on a map."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.forms.filters import CaseFilters
from civic.cases.models import Case, CaseQuerySet, LineWords
from civic.cases.queries import glimpses, rating_words
from civic.cases.rules import State
from civic.cases.rules.grouping import Box
from civic.cases.views.mapping import map_view
from civic.cases.views.paging import counted, page_of, with_query
from civic.lib.basemap import is_drawn
from civic.places.models import Area

GLIMPSES_MOST = 100
GLIMPSES_SHOWN = 6
BESIDE_MAP = 10
AT_HAND = ("q", "area")
FOLDED = ("matter", "kind", "state", "solved", "since", "until")
FILTERED = tuple(name for name in CaseFilters.base_filters if name != "bbox")


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
    """The list of public cases, twenty a page, newest first."""
    filters = _filtered(request)
    found: CaseQuerySet = filters.qs
    page = page_of(found.with_names(), older=request.GET.get("older", ""), newer=request.GET.get("newer", ""))
    count, is_all = counted(found)
    is_searched = any(request.GET.get(name) for name in filters.filters)
    waiting = glimpses(GLIMPSES_MOST + 1) if page.is_first and not is_searched else []
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
    """What lies in a box of the map: single cases where they are few, counted groups where they are many.

    `groups`: [lat, lon, how many, how many of them not solved, the sign all share]; `cases`: [lat, lon, sign, number,
    title]; `newest`: [number, title, language].
    """
    filters = _filtered(request)
    if filters.errors:
        return JsonResponse({"errors": filters.errors}, status=400)
    box: Box | None = filters.form.cleaned_data.get("bbox") or None
    anywhere = CaseFilters({name: request.GET.get(name, "") for name in FILTERED}, Case.objects.public())
    is_filtered = any(request.GET.get(name) for name in FILTERED)
    view = map_view(anywhere.qs, box=box, zoom=_zoom(request), is_filtered=is_filtered)
    answer = {
        "groups": [[one.lat, one.lon, one.count, one.not_solved, one.sign] for one in view.groups],
        "cases": [[one.lat, one.lon, one.sign, one.number, one.shortened] for one in view.cases],
        "newest": [[one.number, one.title, one.language] for one in view.newest],
        "count": view.count,
        "is_all": view.is_all,
    }
    return JsonResponse(answer)


def _zoom(request: HttpRequest) -> int:
    given = request.GET.get("zoom", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 11
