"""Thresholds: what holds in an area on a day, from where, what is to come, and who may set it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from civic.accounts.models import Person
from civic.offices.queries import OfficerHand
from civic.places.models import Area, AreaKind
from civic.suggestions.models import Threshold
from civic.suggestions.rules.rounds import is_within
from civic.suggestions.rules.thresholds import KEEPERS, USUAL, Obliges, Since, codes_in, holding_on, obliged_from

HISTORY_MOST = 100
AREAS_MOST = 400


@dataclass(frozen=True)
class Held:
    """What holds in an area, and from where it comes: the area itself, one above it, or nobody (the usual one)."""

    area: Area
    obliges: Obliges
    source: str  # the code of the area that set it, or ""
    next: Since | None = None  # what this area itself sets later

    @property
    def is_own(self) -> bool:
        """Does the area set it itself?"""
        return self.source == self.area.code


def obliges_in(area: Area | None, *, on: date) -> Obliges:
    """The threshold of an area on a day, inherited from above; one query."""
    path = area.path if area else ""
    known = _known(_steps([path]), on)
    return known.get(obliged_from(known, path), USUAL)


def held_in(areas: Iterable[Area], *, on: date) -> list[Held]:
    """What holds in each of these areas on a day; one query for all."""
    asked = list(areas)
    steps = _steps([area.path for area in asked])
    known = _known(steps, on)
    told = []
    for area in asked:
        source = obliged_from(known, area.path)
        ahead = [step for step in steps.get(area.code, []) if step.since is not None and step.since > on]
        told.append(Held(area, known.get(source, USUAL), source, ahead[0] if ahead else None))
    return told


def history_of(area: Area) -> list[Threshold]:
    """What was set for it, the newest first, and by whom; one query."""
    return list(Threshold.objects.filter(area=area).select_related("by").order_by("-pk")[:HISTORY_MOST])


def areas_with_threshold() -> QuerySet[Area]:
    """The areas for which one was ever set, and the city and its districts."""
    own = Q(pk__in=Threshold.objects.values("area"))
    return Area.objects.filter(own | Q(kind__in=[AreaKind.CITY, AreaKind.DISTRICT]), is_active=True).order_by("path")


def reach_of(person: object, hand: OfficerHand | None) -> tuple[str, ...] | None:
    """The paths of the areas whose thresholds she sets; () for the whole city, None for none. An administrator sets
    all; a supervisor those of the areas of this very post."""
    if isinstance(person, Person) and person.is_superuser and person.is_active:
        return ()
    paths = {post.area_path for post in hand.posts if post.role in KEEPERS} if hand else set()
    if not paths:
        return None
    return () if "" in paths else tuple(sorted(paths))


def may_set(area: Area, reach: tuple[str, ...] | None) -> bool:
    """Does it lie where she sets thresholds?"""
    return reach is not None and is_within(area.path, reach)


def areas_to_set(reach: tuple[str, ...]) -> list[Area]:
    """The areas she may choose from, the larger ones first."""
    areas = Area.objects.filter(is_active=True).exclude(kind=AreaKind.COMMUNITY)
    if reach:
        within = Q(pk__in=[])
        for path in reach:
            within |= Q(path__startswith=path)
        areas = Area.objects.filter(within, is_active=True)
    return list(areas.order_by("path")[:AREAS_MOST])


def _steps(paths: Iterable[str]) -> dict[str, list[Since]]:
    rows = Threshold.objects.in_order().filter(area__code__in=codes_in(paths)).select_related("area")
    steps: dict[str, list[Since]] = defaultdict(list)
    for row in rows:
        steps[row.area.code].append(row.step)
    return steps


def _known(steps: dict[str, list[Since]], on: date) -> dict[str, Obliges]:
    held = {code: holding_on(own, on) for code, own in steps.items()}
    return {code: said for code, said in held.items() if said is not None}
