"""Which qualifications somebody holds, with those they include."""

from collections.abc import Iterable
from datetime import date

from civic.courses.models import Grant, Inclusion
from civic.courses.rules import closure
from civic.volunteers.models import Volunteer


def holds(volunteer: Volunteer, day: date) -> set[int]:
    """The keys of the qualifications a volunteer holds on a day. Two queries."""
    return qualified([volunteer.pk], day)[volunteer.pk]


def qualified(volunteers: Iterable[int], day: date) -> dict[int, set[int]]:
    """The same for many, by the keys of the volunteers. Two queries however many there are."""
    held: dict[int, set[int]] = {pk: set() for pk in volunteers}
    rows = Grant.objects.in_force(day).filter(volunteer__in=held).values_list("volunteer", "qualification")
    for pk, qualification in rows:
        held[pk].add(qualification)
    includes: dict[int, set[int]] = {}
    for including, included in Inclusion.objects.values_list("including", "included"):
        includes.setdefault(including, set()).add(included)
    return {pk: closure(own, includes) for pk, own in held.items()}
