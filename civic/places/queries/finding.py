"""Find a place by what people call it: areas, named roads and parks of the drawn ground, plates of components."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape

from civic.lib.basemap import drawn_named
from civic.lib.bigrams import fold
from civic.lib.refusals import Sentence
from civic.places.models import Area, AreaKind, Border, Component
from civic.places.queries.locating import locate

FOUND_MOST = 12
SHORTEST_PLATE = 4
DRAWN_KINDS: dict[str, Sentence] = {"road": _("road"), "bridge": _("bridge"), "park": _("park")}


@dataclass(frozen=True)
class Found:
    """One place that fits: what it is, where it lies in words, and a point on it (degrees, WGS84)."""

    kind: Sentence
    name: str
    within: str
    lat: float
    lon: float
    component: str = ""


def find_places(text: str, *, most: int = FOUND_MOST) -> list[Found]:
    """The places whose name holds these words, in any of the city's languages; areas first, then what is drawn."""
    words = fold(" ".join(text.split()))[:60].strip()
    if not words:
        return []
    return [*_areas(text, words, most), *_drawn(words), *_components(text)][:most]


def _areas(text: str, words: str, most: int) -> list[Found]:
    named = Q()
    for said in {text.strip(), words}:
        named |= Q(name_zh_hans__icontains=said) | Q(name_zh_hant__icontains=said) | Q(name_en__icontains=said)
    drawn = Border.objects.in_force(timezone.localdate()).filter(
        area__in=Area.objects.filter(named, is_active=True).exclude(kind=AreaKind.CITY)
    )
    found = []
    for border in drawn.select_related("area__parent").order_by("area__path")[:most]:
        area, middle = border.area, shape(border.polygon).representative_point()
        within = area.parent.name if area.parent and area.parent.parent_id else ""
        lat, lon = round(middle.y, 6), round(middle.x, 6)
        found.append(Found(AreaKind(area.kind).label, area.name, within, lat, lon))
    return found


def _drawn(words: str) -> list[Found]:
    language = get_language() or "en"
    return [
        Found(
            DRAWN_KINDS[one.kind], one.names.get(language) or one.names["zh-hans"], _within(one.lat, one.lon),
            one.lat, one.lon,
        )
        for one in drawn_named(words, fold)
    ]  # fmt: skip


def _components(text: str) -> list[Found]:
    plate = "".join(text.split()).upper()
    if len(plate) < SHORTEST_PLATE or not plate.isascii():
        return []
    standing = Component.objects.standing().filter(code__startswith=plate).select_related("kind")
    return [
        Found(one.kind.name, one.code, _within(one.lat, one.lon), one.lat, one.lon, component=one.code)
        for one in standing.order_by("code")[:5]
    ]


def _within(lat: float, lon: float) -> str:
    area = locate(lat, lon).area
    while area is not None and area.kind not in (AreaKind.DISTRICT, AreaKind.CITY):
        area = area.parent
    return area.name if area is not None and area.kind == AreaKind.DISTRICT else ""
