"""What a certificate is reckoned from, whether it still agrees with the book, and what a stranger is told of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from civic.honours.models import Certificate
from civic.honours.rules import CertificateState, Served, certificate_digest
from civic.hours.models import BookEntry
from civic.hours.rules import EntryKind
from civic.volunteers.models import Organisation, Volunteer


@dataclass(frozen=True)
class Extract:
    """An account between two days: each activity with its net minutes, and the places in the book it came from."""

    served: list[Served]
    minutes: int
    entries: list[int]
    first: date | None
    last: date | None


def extract(
    volunteer: Volunteer, *, from_on: date | None, until_on: date | None, organisation: Organisation | None = None
) -> Extract:
    """What the book says of these days, both included; reversals stand on the day of what they take back."""
    rows = BookEntry.objects.filter(volunteer=volunteer).select_related("activity", "organisation")
    if from_on:
        rows = rows.filter(served_on__gte=from_on)
    if until_on:
        rows = rows.filter(served_on__lte=until_on)
    if organisation:
        rows = rows.filter(organisation=organisation)
    by_activity: dict[tuple[str, int], list[BookEntry]] = {}
    entries: list[int] = []
    days: list[date] = []
    total = 0
    for row in rows.order_by("served_on", "seq"):
        key = (row.activity.number if row.activity else "", row.organisation_id)
        by_activity.setdefault(key, []).append(row)
        entries.append(row.seq)
        days.append(row.served_on)
        total += row.credited
    served = [
        Served(number, _names(of[0].activity), _names(of[0].organisation), sum(one.credited for one in of))
        for (number, _organisation), of in by_activity.items()
    ]
    return Extract(served, total, sorted(entries), min(days, default=None), max(days, default=None))


def outdated() -> list[Certificate]:
    """Valid certificates that no longer agree with the book: something they count was taken back since. What only adds
    does not make one wrong."""
    valid = Certificate.objects.filter(
        state=CertificateState.VALID,
        volunteer__entries__kind=EntryKind.REVERSAL,
        volunteer__entries__at__gte=F("issued_at"),
    )
    return [one for one in valid.select_related("volunteer").distinct() if _takes_back(one)]


def checked(number: str) -> Certificate | None:
    """The certificate of this number, for whoever checks it; nothing else is asked."""
    return Certificate.objects.select_related("organisation").filter(number=number).first()


def facts_of(one: Certificate) -> dict[str, Any]:
    """What its digest covers."""
    return {
        "number": one.number,
        "from": one.from_on.isoformat(),
        "until": one.until_on.isoformat(),
        "minutes": one.minutes,
        "items": one.items,
        "entries": one.entries,
        "issued": one.issued_at.isoformat(),
    }


def is_intact(one: Certificate) -> bool:
    """Does its digest still agree with what it says?"""
    return certificate_digest(facts_of(one)) == one.digest


def _names(thing: Any) -> dict[str, str]:
    if thing is None:
        return {}
    return {
        "zh-hans": thing.name_zh_hans,
        "zh-hant": thing.name_zh_hant or thing.name_zh_hans,
        "en": thing.name_en or thing.name_zh_hans,
    }


def _takes_back(one: Certificate) -> bool:
    later = BookEntry.objects.filter(volunteer=one.volunteer_id, reverses__seq__in=one.entries)
    return later.exclude(seq__in=one.entries).exists()
