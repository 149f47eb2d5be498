"""What a box of the public map holds: counted groups for the whole city, single cases where they are few.

Without filters the counts of each hexagon are read, whatever the number of cases; with filters the newest ones.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F

from civic.cases.models import Case, CaseQuerySet, MapCount
from civic.cases.rules.grouping import CLOSE, Box, Counted, Group, counted_from, grouped, hexagons_in, sign_of

SINGLES_MOST = 60  # fewer than these are drawn one by one
FILTERED_MOST = 1000
NEWEST_READ = 600  # of all cases, to find the few newest of a crowded box among them
CLOSE_MOST = 100
MANY = 5_000  # cases in a box: more lie among the newest than an index over places should bring together
BESIDE_MAP = 10
TITLE_SHOWN = 40


@dataclass(frozen=True)
class Single:
    """One case on the map."""

    lat: float
    lon: float
    sign: str
    number: str
    title: str
    language: str

    @property
    def shortened(self) -> str:
        """The title as a mark on the map carries it; the list beside has it whole."""
        return self.title if len(self.title) <= TITLE_SHOWN else f"{self.title[: TITLE_SHOWN - 1]}…"


@dataclass(frozen=True)
class MapView:
    """What is drawn in a box, and the newest of it for the list beside."""

    groups: list[Group] = field(default_factory=list)
    cases: list[Single] = field(default_factory=list)
    newest: list[Single] = field(default_factory=list)
    count: int = 0
    is_all: bool = True


def map_view(found: CaseQuerySet, *, box: Box | None, zoom: int, is_filtered: bool) -> MapView:
    """The cases among these that lie in a box. Hidden ones are in neither rows nor counts."""
    found = found.filter(lat__isnull=False)
    if box is None:
        return _of_rows(found, zoom=zoom, most=FILTERED_MOST)
    counts = _counts(box, zoom=zoom)
    total = sum(group.count for group in counts)
    boxed = _within(found, box) if total <= MANY else _among_many(found, box)
    if is_filtered or total <= SINGLES_MOST or zoom >= CLOSE:
        return _of_rows(boxed, zoom=zoom, most=FILTERED_MOST if is_filtered else CLOSE_MOST)
    return MapView(groups=counts, newest=_newest_in(found, box), count=total)


def _within(cases: CaseQuerySet, box: Box) -> CaseQuerySet:
    """In a box."""
    west, south, east, north = box
    return cases.filter(lat__range=(south, north), lon__range=(west, east))


def _among_many(cases: CaseQuerySet, box: Box) -> CaseQuerySet:
    """The same where the box holds a good part of the city: said so that no index over places can serve SQLite, which
    would bring them all together first, only to sort them. What the filters ask for is then read newest first."""
    if connection.vendor != "sqlite":  # PostgreSQL knows how many lie in a box
        return _within(cases, box)
    west, south, east, north = box
    placed = cases.annotate(north=F("lat") + 0.0, east=F("lon") + 0.0)
    return placed.filter(north__range=(south, north), east__range=(west, east))


def _newest_in(cases: CaseQuerySet, box: Box) -> list[Single]:
    """The newest few of a box. Where it holds many they are among the newest of all, and found by reading those in
    their order; an index over places would bring them all together first, only to sort them."""
    west, south, east, north = box
    keys = [
        pk
        for pk, lat, lon in cases.newest().values_list("pk", "lat", "lon")[:NEWEST_READ]
        if lat is not None and lon is not None and south <= lat <= north and west <= lon <= east
    ]
    if len(keys) < BESIDE_MAP:
        return _singles(_within(cases, box), BESIDE_MAP)
    return _singles(Case.objects.filter(pk__in=keys[:BESIDE_MAP]), BESIDE_MAP)


def _counts(box: Box, *, zoom: int) -> list[Group]:
    resolution, hexagons = hexagons_in(box, zoom=zoom)
    rows = MapCount.objects.filter(resolution=resolution, count__gt=0)
    if hexagons is not None:
        rows = rows.filter(h3__in=hexagons)
    groups = grouped(Counted(*row) for row in rows.values_list("h3", "sign", "count", "lat_sum", "lon_sum"))
    west, south, east, north = box
    return [group for group in groups if south <= group.lat <= north and west <= group.lon <= east]


def _of_rows(placed: CaseQuerySet, *, zoom: int, most: int) -> MapView:
    """Row by row: singles while they are few, else grouped by the hexagon they lie in."""
    rows = list(placed.newest().values_list("pk", "lat", "lon", "state", "verdict", "answered_at")[: most + 1])
    is_all, rows = len(rows) <= most, rows[:most]
    newest = _singles(Case.objects.filter(pk__in=[row[0] for row in rows[:BESIDE_MAP]]), BESIDE_MAP)
    if len(rows) <= SINGLES_MOST or (zoom >= CLOSE and is_all):
        singles = _singles(Case.objects.filter(pk__in=[row[0] for row in rows]), len(rows))
        return MapView(cases=singles, newest=newest, count=len(rows), is_all=is_all)
    points = [
        (lat, lon, sign_of(state, verdict, answered))
        for _pk, lat, lon, state, verdict, answered in rows
        if lat is not None and lon is not None
    ]
    groups = grouped(counted_from(points, zoom=zoom))
    return MapView(groups=groups, newest=newest, count=len(rows), is_all=is_all)


def _singles(cases: CaseQuerySet, most: int) -> list[Single]:
    rows = cases.newest().values_list(
        "lat", "lon", "state", "verdict", "answered_at", "number", "public_title", "language"
    )[:most]
    return [
        Single(round(lat, 6), round(lon, 6), sign_of(state, verdict, answered_at), number, title or number, language)
        for lat, lon, state, verdict, answered_at, number, title, language in rows
        if lat is not None and lon is not None
    ]
