"""Whose names are due to go, as the timetable of their edition says."""

from datetime import date, datetime

from django.utils.timezone import localdate

from civic.guardians.models import Child
from civic.youth.models import Edition
from civic.youth.rules import Phase, names_go_on


def children_to_unname(*, at: datetime) -> list[Child]:
    """Children whose names are due to go: every edition they took part in ended long enough ago."""
    today = localdate(at)
    waiting = {
        edition.pk for edition in Edition.objects.with_phases() if (go_on := _go_on(edition)) is None or go_on > today
    }
    named = Child.objects.known().filter(identity__erased_at__isnull=True, entries__isnull=False)
    return list(named.exclude(entries__edition__in=waiting).distinct().order_by("pk"))


def _go_on(edition: Edition) -> date | None:
    ends = [span.ends for span in edition.spans if span.phase == Phase.TERM] or [span.ends for span in edition.spans]
    return names_go_on(localdate(max(ends)), months=edition.keep_months) if ends else None
