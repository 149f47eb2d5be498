"""What the front page says: how the city did lately, how its cases stand, the newest answers and dots of the map."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from civic.cases.models import Case, CaseQuerySet
from civic.cases.rules import CLOSED_STATES, State, Verdict
from civic.insights.models import Month
from civic.insights.rules import Tally


@dataclass(frozen=True)
class Counts:
    """How many public cases of a span are answered, on their way, or not solved in their residents' words."""

    answered: int
    is_open: int
    not_solved: int


def tally_of(month: date) -> Tally:
    """The kept figures of a month, of the whole city; one query."""
    kept = Month.objects.filter(pk=month).first()
    return (kept.tally if kept else None) or Tally()


def counts(*, since: datetime) -> Counts:
    """How the public cases filed since then stand now; one query."""
    not_solved = Q(verdict=Verdict.NO)
    counted = (
        Case.objects.public()
        .filter(filed_at__gte=since)
        .aggregate(
            answered=Count("pk", filter=Q(answered_at__isnull=False) & ~not_solved),
            is_open=Count("pk", filter=Q(answered_at__isnull=True) & ~Q(state__in=CLOSED_STATES)),
            not_solved=Count("pk", filter=not_solved),
        )
    )
    return Counts(**counted)


def newest_answered() -> CaseQuerySet:
    """Public cases with an answer, the newest answer first, good and bad in their order. Take as many as are shown."""
    return Case.objects.public().filter(answered_at__isnull=False).order_by("-answered_at", "-pk")


def newest_on_map(*, since: datetime) -> CaseQuerySet:
    """Public cases since then that have a point, newest first. Take as many as the map holds."""
    return (
        Case.objects.public()
        .filter(filed_at__gte=since, lat__isnull=False)
        .exclude(state__in=[State.WITHDRAWN, State.DECLINED])
        .newest()
    )
