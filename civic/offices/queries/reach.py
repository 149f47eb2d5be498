"""How far an administrator reaches on a day, and which posts lie within."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from civic.offices.models import LocalAdmin, Post
from civic.offices.rules.reach import WORKING, Reach
from civic.offices.rules.sides import Side


def reach_of(person: Any, *, on: date) -> Reach:
    """Everywhere for the city's administrators, some areas for those of an area, nowhere for everybody else."""
    if person is None or not getattr(person, "is_active", False):
        return Reach()
    if person.is_superuser:
        return Reach(is_everywhere=True)
    held = LocalAdmin.objects.in_force(on).filter(person=person.pk)
    return Reach(area_paths=tuple(sorted(held.values_list("area__path", flat=True))))


def posts_within(reach: Reach) -> QuerySet[Post]:
    """The posts an administrator may touch."""
    if reach.is_everywhere:
        return Post.objects.all()
    inside = Q(pk__in=[])
    for path in reach.area_paths:
        inside |= Q(office__area__path__startswith=path)
    return Post.objects.filter(inside, side=Side.ACT, role__in=sorted(WORKING))
