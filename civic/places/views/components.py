"""The page of a component, the drawing on its plate, and the way to find one."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from civic.lib.basemap import is_drawn
from civic.lib.doors import open_to_all
from civic.places.models import Area, AreaKind, Component
from civic.places.queries import Near, component_by_code, find_components, nearest, page_of
from civic.places.queries.finding import find_places
from civic.places.rules.plates import plate_drawing

NEARBY_METRES, NEARBY_MOST = 60, 6
FOUND_MOST, PLACES_MOST, AT_A_PLACE_METRES, AT_A_PLACE_MOST = 20, 4, 200, 6
TEXT_MOST = 60
A_DAY = 86_400


@dataclass(frozen=True)
class AtPlace:
    """A place that was meant by words, and the components nearest to it."""

    place: Any
    near: list[Near]


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Find a component by what stands on its plate, or by a place; a whole code leads straight to its page."""
    text = " ".join(request.GET.get("q", "").split())[:TEXT_MOST]
    component = component_by_code(text) if text else None
    if component is not None:
        return redirect("places:component", component.code)
    found = find_components(text, most=FOUND_MOST)
    context = {"text": text, "found": found, "places": [] if found or not text else _at_places(text)}
    return render(request, "places/components.html", context)


def _at_places(text: str) -> list[AtPlace]:
    places = [place for place in find_places(text, most=PLACES_MOST) if not place.component]
    return [
        AtPlace(place, nearest(place.lat, place.lon, metres=AT_A_PLACE_METRES, most=AT_A_PLACE_MOST))
        for place in places
    ]


@open_to_all
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What it is, where it stands, who keeps it; and the way to report something about it."""
    component = component_by_code(code)
    if component is None:
        return render(request, "places/unknown.html", {"code": code[:TEXT_MOST]}, status=404)
    if component.code != code:
        return redirect("places:component", component.code)
    around = nearest(component.lat, component.lon, metres=NEARBY_METRES, most=NEARBY_MOST + 1)
    context = {
        "component": component,
        "areas": areas_of(component.area),
        "extras": extras_of(component),
        "nearby": [near for near in around if near.component.pk != component.pk][:NEARBY_MOST],
        "base_map": settings.BASE_MAP if is_drawn() else "",
    }
    return render(request, "places/component.html", context)


def areas_of(area: Area | None) -> list[Area]:
    """The areas that hold it, from the district down."""
    held: list[Area] = []
    while area is not None and area.kind != AreaKind.CITY:
        held.insert(0, area)
        area = area.parent
    return held


def extras_of(component: Component) -> list[tuple[str, Any]]:
    """The attributes its class has named for everybody, in the reader's language; the others stay inside."""
    language = get_language() or "en"
    return [
        (one["names"].get(language) or one["names"].get("zh-hans", one["key"]), component.attributes[one["key"]])
        for one in component.kind.extra
        if component.attributes.get(one["key"]) not in (None, "")
    ]


@open_to_all
@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The drawing for its plate: whoever points a phone at it stands on its page."""
    component = component_by_code(code)
    if component is None:
        raise Http404
    answer = HttpResponse(plate_drawing(page_of(component)), content_type="image/svg+xml")
    patch_cache_control(answer, public=True, max_age=A_DAY)
    return answer
