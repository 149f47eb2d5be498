"""My grid: the cell of a place, who serves in it and how to reach them, and what is open there; and the finder."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from shapely import contains_xy
from shapely.geometry import Point, shape

from civic.accounts.guards import open_to_all
from civic.cases.forms.report import read_degrees
from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries.incidents import banners_at
from civic.cases.rules import CLOSED_STATES, Verdict
from civic.cases.views.list import rows_of
from civic.lib.basemap import is_drawn
from civic.offices.queries import seats_in
from civic.places.models import Area, Cell
from civic.places.queries import MANAGEMENT, cell_by_code, is_inside, locate
from civic.places.queries.finding import Found, find_places

OPEN_SHOWN = 8
LOOKED_THROUGH = 5000  # of the newest cases in the box around a cell of another layer


@open_to_all
@require_safe
def my_cell(request: HttpRequest) -> HttpResponseBase:
    """Which cell is mine? By a name, a plate, or the place where I stand; a point leads straight to its card."""
    lat, lon = read_degrees(request.GET.get("lat", "")), read_degrees(request.GET.get("lon", ""))
    is_outside = False
    if lat is not None and lon is not None:
        cell = locate(lat, lon).cell
        if cell is not None:
            return redirect("cases:cell", layer=cell.layer_id, code=cell.code)
        is_outside = not is_inside(lat, lon)
    words = request.GET.get("q", "").strip()
    found = find_places(words) if words else []
    context = {
        "words": words,
        "found": found,
        "has_point": lat is not None and lon is not None,
        "is_outside": is_outside,
        "base_map": settings.BASE_MAP if is_drawn() else "",
    }
    return render(request, "cases/my_cell.html", context)


@open_to_all
@require_safe
def find_place(request: HttpRequest) -> JsonResponse:
    """Places by name, for the scripts of the report and of the map."""
    return JsonResponse({"results": [_told(one) for one in find_places(request.GET.get("q", ""))]})


def _told(one: Found) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "name": one.name,
        "within": one.within,
        "lat": one.lat,
        "lon": one.lon,
        "component": one.component,
    }


@open_to_all
@require_safe
def cell(request: HttpRequest, layer: str, code: str) -> HttpResponse:
    """The card of a cell: where it lies, its seats, its open cases. No figure about a single reporter."""
    today = timezone.localdate()
    shown = cell_by_code(code, layer=layer, on=today)
    if shown is None:
        raise Http404
    cases, middle = _cases_in(shown), shape(shown.polygon).representative_point()
    context = {
        "incidents": banners_at(area=shown.area, cell=shown, lat=middle.y, lon=middle.x),
        "cell": shown,
        "areas": _chain(shown),
        "size": round(shown.area_m2) if shown.area_m2 else None,
        "seats": seats_in(shown, on=today),
        "others": _other_layers(shown, middle),
        "rows": rows_of(list(cases.open().with_names().newest()[:OPEN_SHOWN])),
        "counts": _counts(cases, since=timezone.now() - timedelta(days=365)),
        "base_map": settings.BASE_MAP if is_drawn() else "",
        "polygon": shown.polygon,
    }
    return render(request, "cases/cell.html", context)


def _cases_in(cell: Cell) -> CaseQuerySet:
    """The public cases of a cell, whichever of its versions they were filed in; of other layers by their points."""
    if cell.layer_id == MANAGEMENT:
        return Case.objects.public().filter(cell__layer=cell.layer, cell__code=cell.code)
    drawn = shape(cell.polygon)
    west, south, east, north = drawn.bounds
    near = Case.objects.public().filter(lat__range=(south, north), lon__range=(west, east)).newest()
    rows = list(near.values_list("pk", "lat", "lon")[:LOOKED_THROUGH])
    held = contains_xy(drawn, [row[2] for row in rows], [row[1] for row in rows])
    return Case.objects.public().filter(pk__in=[row[0] for row, is_in in zip(rows, held, strict=True) if is_in])


def _counts(cases: CaseQuerySet, *, since: datetime) -> dict[str, int]:
    told: dict[str, int] = cases.aggregate(
        open=Count("pk", filter=~Q(state__in=CLOSED_STATES)),
        year=Count("pk", filter=Q(filed_at__gte=since)),
        answered=Count("pk", filter=Q(filed_at__gte=since, answered_at__isnull=False)),
        not_solved=Count("pk", filter=Q(filed_at__gte=since, verdict=Verdict.NO)),
    )
    return told


def _chain(cell: Cell) -> list[Area]:
    """City, district, street, community: what the cell lies in, from the top."""
    codes = [code for code in cell.area.path.split("/") if code]
    return list(Area.objects.filter(code__in=codes).order_by("path"))


def _other_layers(cell: Cell, middle: Point) -> list[Cell]:
    """The cells of the other layers that hold the middle of this one."""
    held = locate(middle.y, middle.x).cells
    return [other for layer, other in held.items() if layer != cell.layer_id]
