"""What is published of service, month by month: no row tells of fewer than five people, and none can be reckoned back.

Source: Regulations on voluntary service art. 34 (statistics are published), art. 20 (nobody is disclosed).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from civic.volunteers.rules import FEWEST_SHOWN

OTHER = "other"  # kinds of help too few people gave in a month, taken together


@dataclass(frozen=True)
class Served:
    """What was served in a month with one kind of help, and by whom."""

    month: date
    service: str
    people: frozenset[int]
    shifts: int
    minutes: int


@dataclass(frozen=True)
class Published:
    """The same as everybody may read it: how many, never who."""

    month: date
    service: str
    volunteers: int
    shifts: int
    hours: int


def publish(rows: Iterable[Served]) -> list[Published]:
    """Rows of fewer than five people are taken together within their month; where these are still too few they are
    left out, of every sum too: what is left out cannot be found by taking one number from another."""
    told: list[Published] = []
    small: dict[date, list[Served]] = {}
    for row in rows:
        if len(row.people) >= FEWEST_SHOWN:
            told.append(_published(row))
        else:
            small.setdefault(row.month, []).append(row)
    for month, few in small.items():
        people = frozenset[int]().union(*(row.people for row in few))
        if len(people) >= FEWEST_SHOWN:
            shifts, minutes = sum(row.shifts for row in few), sum(row.minutes for row in few)
            told.append(_published(Served(month, OTHER, people, shifts, minutes)))
    return sorted(told, key=lambda row: (-row.month.toordinal(), row.service == OTHER, row.service))


def _published(row: Served) -> Published:
    return Published(row.month, row.service, len(row.people), row.shifts, round(row.minutes / 60))
