"""Incidents as they are read: which one a place or a case lies in, and what everybody may know of one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from shapely import prepare
from shapely.geometry import shape

from civic.cases.models import Case, CaseQuerySet, Incident, Joined
from civic.cases.rules import CLOSED_STATES, Source, State
from civic.cases.rules.incidents import COMMANDS, JOINING, IncidentState, Reach, may_open
from civic.cases.rules.states import Publication
from civic.offices.models import Office, OfficeKind
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side
from civic.places.models import Area, Cell
from civic.places.queries import locate

KEPT_SECONDS = 20.0


@dataclass
class _Kept:
    """What this process keeps of the incidents under way: seldom any."""

    reaches: list[Reach] = field(default_factory=list)
    good_until: float = 0.0


_kept = _Kept()


def forget_incidents() -> None:
    """Read the incidents under way again at the next question: one has begun, changed or ended."""
    _kept.good_until = 0.0


def under_way() -> list[Reach]:
    """The incidents under way, the newest first; asked once in some seconds."""
    if monotonic() >= _kept.good_until:
        found = Incident.objects.filter(state=IncidentState.OPEN).prefetch_related("areas", "cells", "matters")
        _kept.reaches = [reach_of(one) for one in found.defer("reason").order_by("-opened_at", "-pk")]
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept.reaches


def reach_of(incident: Incident) -> Reach:
    """What an incident reaches by its rule."""
    drawn = shape(incident.polygon) if incident.polygon else None
    if drawn is not None:
        prepare(drawn)
    return Reach(
        pk=incident.pk,
        slug=incident.slug,
        names=incident.names,
        until=incident.until,
        since=incident.gathers_from,
        area_paths=tuple(sorted(area.path for area in incident.areas.all())),
        cells=frozenset(cell.pk for cell in incident.cells.all()),
        matters=frozenset(matter.pk for matter in incident.matters.all()),
        shape=drawn,
    )


@dataclass(frozen=True)
class Banner:
    """One incident as a banner names it, in the reader's language."""

    slug: str
    name: str


def banners(reaches: Iterable[Reach]) -> list[Banner]:
    """The banners of these incidents."""
    language = get_language() or "en"
    return [Banner(reach.slug, reach.name_in(language)) for reach in reaches]


def banners_everywhere() -> list[Banner]:
    """Of every incident under way."""
    return banners(under_way())


def banners_at(
    *, area: Area | None = None, cell: Cell | None = None, lat: float | None = None, lon: float | None = None
) -> list[Banner]:
    """Of the incidents that reach a place; of an area alone, those that touch it."""
    is_wide = area is not None and cell is None and lat is None  # a district somebody chose, rather than a place
    if area is None and lat is not None and lon is not None:
        spot = locate(lat, lon)
        area, cell = spot.area, spot.cell
    path, pk = area.path if area else "", cell.pk if cell else None
    return banners(
        reach
        for reach in under_way()
        if reach.lies_in(area_path=path, cell=pk, lat=lat, lon=lon) or (is_wide and reach.touches_area(path))
    )


def incident_of(case: Case) -> Reach | None:
    """The incident a case that comes in now belongs to by its rule, or None; no query but once in some seconds."""
    if case.kind not in JOINING or case.matter_id is None or case.source == Source.IMPORT:
        return None
    path = case.area.path if case.area else ""
    return next((reach for reach in under_way() if takes(reach, case, area_path=path)), None)


def takes(reach: Reach, case: Case, *, area_path: str) -> bool:
    """Does a case belong to an incident by area, matter and time?"""
    if case.matter_id not in reach.matters or not reach.since <= case.filed_at < reach.until:
        return False
    return reach.lies_in(area_path=area_path, cell=case.cell_id, lat=case.lat, lon=case.lon)


def candidates(reach: Reach) -> CaseQuerySet:
    """The open cases that may belong to an incident by its rule; whether the polygon holds them is asked of each."""
    where = Q(cell__in=reach.cells) if reach.cells else Q(pk__in=[])
    for path in reach.area_paths:
        where |= Q(area__path__startswith=path)
    if reach.shape is not None:
        west, south, east, north = reach.shape.bounds
        where |= Q(lat__range=(south, north), lon__range=(west, east))
    wanted = Case.objects.open().filter(where, matter__in=reach.matters, incident__isnull=True)
    wanted = wanted.filter(kind__in=JOINING, filed_at__gte=reach.since, filed_at__lt=reach.until)
    return wanted.exclude(source=Source.IMPORT).exclude(state=State.MERGED)


# --- who ---


def opens_incidents(hand: OfficerHand | None) -> bool:
    """May this officer open an incident?"""
    if hand is None:
        return False
    headed = [post.office_id for post in hand.posts if post.role == Role.HEAD]
    heads = bool(headed) and Office.objects.filter(pk__in=headed, kind=OfficeKind.COMMAND).exists()
    return may_open(roles=hand.roles, heads_command=heads)


def may_command(hand: OfficerHand | None) -> bool:
    """May this officer command an incident? Not whoever checks, nor whoever reviews."""
    return hand is not None and bool(hand.roles & COMMANDS) and hand.side in (Side.ACT, Side.DECIDE)


def incidents_of(hand: OfficerHand, person: int) -> QuerySet[Incident]:
    """The incidents an officer finds on her desk: those she commands or opened; the committee and whoever heads the
    command centre all of them."""
    if opens_incidents(hand):
        return Incident.objects.all()
    return Incident.objects.filter(Q(commander=person) | Q(opened_by=person))


# --- what is told ---


@dataclass(frozen=True)
class Tally:
    """How many cases are in an incident, and how many of them are at an end."""

    all: int = 0
    closed: int = 0

    @property
    def open(self) -> int:
        """How many are not at an end."""
        return self.all - self.closed


def members(incident: Incident) -> CaseQuerySet:
    """Every case that is or was in an incident until it ended."""
    joined = Joined.objects.filter(incident=incident)
    stayed = joined.filter(Q(left_at__isnull=True) | Q(left_at__gte=incident.ended_at)) if incident.ended_at else joined
    held = stayed if incident.ended_at else joined.filter(left_at__isnull=True)
    return Case.objects.filter(pk__in=held.order_by().values("case"))


def public_tally(incident: Incident) -> Tally:
    """What everybody may count: public cases only, so that nothing withheld can be told from a number."""
    told = (
        members(incident)
        .filter(publication=Publication.PUBLISHED)
        .aggregate(all=Count("pk"), closed=Count("pk", filter=Q(state__in=CLOSED_STATES)))
    )
    return Tally(**told)


def states_in(incident: Incident) -> list[tuple[str, int]]:
    """How many cases of an incident stand where, for its commander."""
    rows: Any = members(incident).order_by().values_list("state").annotate(many=Count("pk")).order_by("state")
    return list(rows)


def ends_by_itself(at: datetime) -> QuerySet[Incident]:
    """The incidents whose last moment has come."""
    return Incident.objects.filter(state=IncidentState.OPEN, until__lte=at)
