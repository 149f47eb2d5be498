"""Components asked for: by their plate, by words, near a point, in a box; and how many have clear responsibility."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse

from civic.lib.sheets import plain_header
from civic.places.models import Area, AreaKind, Component, ComponentKind, Party
from civic.places.rules import METRES_A_DEGREE, hexagons_around, is_a_point
from civic.places.rules.components import CODE_LONGEST, Known, KnownKind

METRES_MOST = 200
NEAR_READ_MOST = 5_000
IN_BOX_MOST = 500
PLATE_LEAST = 4
WITH_NAMES = ("kind", "area__parent", "owner", "competent", "maintainer")


@dataclass(frozen=True)
class Near:
    """A component, and how far it stands from the point asked for."""

    component: Component
    metres: float


@dataclass(frozen=True)
class Rate:
    """Of how many components (of a class, in an area) the owner and the competent body are known."""

    thing: ComponentKind | Area | None
    clear: int
    whole: int

    @property
    def share(self) -> float | None:
        """Clear of all, from 0 to 1; none where there are no components."""
        return self.clear / self.whole if self.whole else None

    @property
    def percent(self) -> int | None:
        """The same in whole percent, never rounded up to all."""
        return None if self.share is None else math.floor(100 * self.share)


@dataclass(frozen=True)
class ClearRates:
    """Clear responsibility in all, by class, and by the areas next below."""

    whole: Rate
    kinds: list[Rate]
    areas: list[Rate]


def nearest(lat: float, lon: float, *, metres: float = 20, kind: str = "", most: int = 10) -> list[Near]:
    """The standing components within so many metres (200 at most), the nearest first; two statements."""
    if not is_a_point(lat, lon):
        return []
    metres = min(metres, METRES_MOST)
    standing = Component.objects.standing().filter(h3__in=hexagons_around(lat, lon, metres=metres))
    if kind:
        standing = standing.filter(kind__code__startswith=kind)  # a class, or class and sub-class
    narrowing = math.cos(math.radians(lat))
    around = []
    for pk, its_lat, its_lon in standing.values_list("pk", "lat", "lon")[:NEAR_READ_MOST]:
        away = METRES_A_DEGREE * math.hypot(its_lat - lat, (its_lon - lon) * narrowing)
        if away <= metres:
            around.append((away, pk))
    around.sort()
    found = Component.objects.select_related("kind").in_bulk([pk for _away, pk in around[:most]])
    return [Near(found[pk], away) for away, pk in around[:most]]


def component_by_code(code: str) -> Component | None:
    """The component with this plate, with the names its page tells; none where it was taken away or never was."""
    plate = _plate(code)
    if not plate:
        return None
    return Component.objects.standing().select_related(*WITH_NAMES).filter(code=plate).first()


def find_components(text: str, *, most: int = 10) -> list[Component]:
    """The standing components whose plate begins like this; each is found by an index, however many there are."""
    plate = _plate(text)
    if len(plate) < PLATE_LEAST:
        return []
    standing = Component.objects.standing().filter(code__gte=plate, code__lt=f"{plate}~")
    return list(standing.select_related(*WITH_NAMES).order_by("code")[:most])


def page_of(component: Component) -> str:
    """The whole address of its page, as its plate carries it."""
    return f"{settings.SITE_URL}{reverse('places:component', args=[component.code])}"


def sheet_of(area: Area, *, kind: str = "", after: str = "", most: int) -> list[Component]:
    """The standing components of an area and a class, in the order of their codes, from a code on."""
    standing = Component.objects.standing().filter(area__in=Area.objects.within(area), code__gt=after)
    if kind:
        standing = standing.filter(kind__code=kind)
    return list(standing.select_related("kind").order_by("code")[:most])


def in_box(
    west: float, south: float, east: float, north: float, *, kind: str = "", most: int = IN_BOX_MOST
) -> list[Component]:
    """Standing components in a box of the map, at most so many; a box beyond a few streets gives none."""
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    high = METRES_A_DEGREE * (north - south) / 2
    wide = METRES_A_DEGREE * (east - west) / 2 * math.cos(math.radians(middle_lat))
    away = math.hypot(high, wide)
    if not (is_a_point(south, west) and is_a_point(north, east)) or high < 0 or wide < 0 or away > BOX_MOST:
        return []
    standing = Component.objects.standing().filter(
        h3__in=hexagons_around(middle_lat, middle_lon, metres=away),
        lat__range=(south, north),
        lon__range=(west, east),
    )
    if kind:
        standing = standing.filter(kind__code=kind)
    return list(standing.select_related("kind").order_by("pk")[:most])


BOX_MOST = 500  # metres from the middle to a corner


def clear_rates(area: Area | None = None) -> ClearRates:
    """Owner and competent body known, of what stands, by class and by the areas next below (the districts, where no
    area is named). One GROUP BY each; the census asks for 80 %."""
    top = area or Area.objects.filter(kind=AreaKind.CITY).order_by("code").first()
    standing = Component.objects.standing()
    if area is not None:
        standing = standing.filter(area__in=Area.objects.within(area))
    clear = Count("pk", filter=Q(owner__isnull=False, competent__isnull=False))
    by_kind = list(standing.values_list("kind").annotate(whole=Count("pk"), clear=clear).order_by())
    by_area = list(standing.values_list("area").annotate(whole=Count("pk"), clear=clear).order_by())
    kinds = ComponentKind.objects.in_bulk([pk for pk, *_counts in by_kind])
    rates = [Rate(kinds[pk], known, whole) for pk, whole, known in by_kind]
    rates.sort(key=lambda rate: (rate.thing.standard, rate.thing.edition, rate.thing.code))  # type: ignore[union-attr]
    whole = Rate(area, sum(rate.clear for rate in rates), sum(rate.whole for rate in rates))
    return ClearRates(whole, rates, _by_area(by_area, top))


def _by_area(counted: Iterable[tuple[int | None, int, int]], top: Area | None) -> list[Rate]:
    """Counts of the deepest areas, added up to those next below the top; what has no such area stands last."""
    below = {} if top is None else {child.path: child for child in top.children.filter(is_active=True)}
    paths = dict(Area.objects.values_list("pk", "path"))
    sums: dict[Area | None, list[int]] = {child: [0, 0] for child in below.values()}
    depth = top.path.count("/") + 1 if top else 1
    for pk, whole, known in counted:
        path = "".join(f"{part}/" for part in paths.get(pk, "").split("/")[:depth]) if pk else ""
        told = sums.setdefault(below.get(path), [0, 0])
        told[0] += known
        told[1] += whole
    ordered = sorted(sums.items(), key=lambda one: (one[0] is None, one[0].path if one[0] else ""))
    return [Rate(child, known, whole) for child, (known, whole) in ordered]


def known_for(standard: str, edition: str, *, today: date) -> Known:
    """What the rows of a file of this standard are judged by."""
    kinds = ComponentKind.objects.filter(standard=standard, edition=edition, is_active=True).select_related("structure")
    return Known(
        standard=f"{standard} {edition}",
        kinds={kind.code: _known_kind(kind) for kind in kinds},
        districts=frozenset(
            Area.objects.filter(kind__in=[AreaKind.CITY, AreaKind.DISTRICT]).values_list("code", flat=True)
        ),
        parties=frozenset(Party.objects.filter(is_active=True).values_list("code", flat=True)),
        today=today,
    )


def _known_kind(kind: ComponentKind) -> KnownKind:
    parts = tuple((part["name"], part["digits"]) for part in kind.structure.parts) if kind.structure else ()
    names = {
        plain_header(word): one["key"] for one in kind.extra for word in (one["key"], *one["names"].values()) if word
    }
    return KnownKind(kind.code, parts, names)


def _plate(text: str) -> str:
    """A code as it is typed from a plate, without blanks and dashes; "" for what is none."""
    plate = "".join(sign for sign in text if sign not in " -\u3000\t").upper()
    return plate if plate.isascii() and plate.isalnum() and len(plate) <= CODE_LONGEST else ""
