"""Offices in two trees: by line, each below the office of its trade; by area, each in its district, street or
community. A unit is found in both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from civic.offices.models import Office
from civic.places.models import Area

MOST = 200  # of one branch; a longer one is searched instead


@dataclass(frozen=True)
class Branch:
    """What hangs below one office or area, and the way up to the root."""

    way: list[Office] | list[Area]
    offices: Sequence[Office]
    areas: list[Area]
    has_more: bool = False


def by_line(office: Office | None) -> Branch:
    """The offices below one of the line, or those at the top; with how many stand below each."""
    rows = Office.objects.filter(is_active=True, above=office).annotate(count=Count("below", Q(below__is_active=True)))
    if office is None:
        rows = rows.exclude(kind="committee")  # of these a city has hundreds: the area leads to them
    found = list(rows.select_related("area").order_by("kind", "code")[: MOST + 1])
    return Branch(_way_up(office), found[:MOST], [], len(found) > MOST)


def by_area(area: Area | None) -> Branch:
    """The offices of one area, and the areas below it; from the city down."""
    area = area or Area.objects.filter(kind="city", is_active=True).order_by("code").first()
    here = Q(area=area) | Q(area__isnull=True) if area is not None and area.parent_id is None else Q(area=area)
    found = list(
        Office.objects.filter(here, is_active=True).select_related("area").order_by("kind", "code")[: MOST + 1]
    )
    below = list(Area.objects.filter(parent=area, is_active=True).order_by("code")[:MOST]) if area else []
    return Branch(_areas_up(area), found[:MOST], below, len(found) > MOST)


def _way_up(office: Office | None) -> list[Office]:
    way: list[Office] = []
    while office is not None and office not in way:
        way.insert(0, office)
        office = office.above
    return way


def _areas_up(area: Area | None) -> list[Area]:
    way: list[Area] = []
    while area is not None:
        way.insert(0, area)
        area = area.parent
    return way
