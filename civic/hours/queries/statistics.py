"""The figures of volunteering that everybody may read: months that are over, never fewer than five people."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import localdate

from civic.hours.models import BookEntry
from civic.hours.rules.publishing import Published, Served, publish
from civic.shifts.models import Shift
from civic.volunteers.queries.waiting import counts

T = TypeVar("T")
YEARS = 3
KEPT_SECONDS = 600


@dataclass(frozen=True)
class Numbers:
    """What stands on the first page of volunteering; None where fewer than five people stand behind it."""

    volunteers: int | None
    organisations: int
    shifts_ahead: int
    hours: int | None  # in the last twelve months that are over: the sum of what the open file tells of them


def published_months(*, at: datetime) -> list[Published]:
    """Each month that is over, by kind of help, the newest first. Two statements, kept for ten minutes."""
    first = localdate(at).replace(day=1)
    return _kept(f"volunteer-months-{first.isoformat()}", lambda: publish(_served(before=first)))


def public_numbers(*, at: datetime) -> Numbers:
    """For the first page of volunteering; no figure on it tells more than the open file. Kept for ten minutes."""
    return _kept(f"volunteer-numbers-{localdate(at).isoformat()}", lambda: _numbers(at))


def _numbers(at: datetime) -> Numbers:
    today, told = localdate(at), counts()
    since = today.replace(year=today.year - 1, day=1)
    rows = [row for row in published_months(at=at) if row.month >= since]
    hours = sum(row.hours for row in rows) if rows else None
    return Numbers(told.volunteers, told.organisations, Shift.objects.ahead(at).count(), hours)


def _kept(key: str, count: Callable[[], T]) -> T:
    found: T | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, KEPT_SECONDS)
    return found


def _served(*, before: date) -> list[Served]:
    since = before.replace(year=before.year - YEARS)
    entries = BookEntry.objects.filter(activity__isnull=False, served_on__gte=since, served_on__lt=before)
    dated = entries.annotate(month=TruncMonth("served_on")).order_by()
    people: dict[tuple[date, str], set[int]] = defaultdict(set)
    minutes: dict[tuple[date, str], int] = defaultdict(int)
    for month, kind, volunteer, credited in dated.values_list("month", "activity__kind", "volunteer").annotate(
        sum=Sum("credited")
    ):
        if credited > 0:
            people[month, kind].add(volunteer)
            minutes[month, kind] += credited
    shifts = {
        (month, kind): count
        for month, kind, count in dated.values_list("month", "activity__kind").annotate(
            count=Count("shift", distinct=True)
        )
    }
    return [Served(*key, frozenset(who), shifts.get(key, 0), minutes[key]) for key, who in people.items()]
