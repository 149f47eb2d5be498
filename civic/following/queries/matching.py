"""Who follows a case: by its number, its matter and area, its cells, and the circles that hold its point."""

from django.db.models import F

from civic.cases.models import Case
from civic.following.models import Follow
from civic.following.models.follows import FollowQuerySet
from civic.following.queries.readable import Heard
from civic.following.rules import hexagons_around, subjects_of
from civic.following.rules.subjects import METRES_A_DEGREE, metres_a_degree_of_lon
from civic.places.queries import locate


def matching(heard: Heard, *, after: int, most: int) -> list[Follow]:
    """The next follows that hear of a case, in the order of their keys. A case that nobody has screened is not matched
    with circles: many small ones would tell where exactly it lies."""
    confirmed = Follow.objects.confirmed().filter(pk__gt=after).only("pk", "follower_id", "rhythm", "confirmed_at")
    found = list(confirmed.filter(key__in=keys_of(heard)).order_by("pk")[:most])
    case = heard.case
    if heard.is_whole and case.lat is not None and case.lon is not None:
        found += _around(confirmed, case.lat, case.lon).order_by("pk")[:most]
    return sorted(found, key=lambda one: one.pk)[:most]


def keys_of(heard: Heard) -> list[str]:
    """Every key under which the case is followed."""
    case = heard.case
    areas = [code for code in case.area.path.split("/") if code] if case.area else []
    return subjects_of(
        number=case.number,
        matter=case.matter.code if case.matter else "",
        areas=areas,
        cells=sorted(_cells(case, is_whole=heard.is_whole)),
    )


def _cells(case: Case, *, is_whole: bool) -> set[tuple[str, str]]:
    """The cells strangers know of: of other layers only once they know the point."""
    known = {(str(case.cell.layer_id), case.cell.code)} if case.cell else set()
    if is_whole and case.lat is not None and case.lon is not None:
        known |= {(layer, cell.code) for layer, cell in locate(case.lat, case.lon).cells.items()}
    return known


def _around(follows: FollowQuerySet, lat: float, lon: float) -> FollowQuerySet:
    north = (F("lat") - lat) * METRES_A_DEGREE
    east = (F("lon") - lon) * metres_a_degree_of_lon(lat)
    near = follows.filter(hexagon__in=hexagons_around(lat, lon))
    return near.alias(squared=north * north + east * east).filter(squared__lte=F("metres") * F("metres"))
