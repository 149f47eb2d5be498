"""Policies as managers and coordinators look them up: with how many are named, and what hangs on each."""

from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from civic.shifts.models import Policy
from civic.shifts.rules import ActivityState, ShiftState


def policies_listed(rows: QuerySet[Policy], *, today: date) -> list[Policy]:
    """Those that hold or will hold first, the soonest to end at the top; then those that are over. One statement."""
    counted = rows.annotate(named_count=Count("insured__volunteer", distinct=True)).select_related("organisation")
    held = {True: list[Policy](), False: list[Policy]()}
    for one in counted.order_by("ends_on", "pk"):
        held[one.cancelled_at is None and one.ends_on >= today].append(one)
    return [*held[True], *reversed(held[False])]


def hanging_on(policy: Policy, *, at: datetime) -> int:
    """How many dangerous shifts to come hang on a policy: they are called off when it ends before its day."""
    danger = Q(activities__is_dangerous=True, activities__state=ActivityState.SHOWN)
    to_come = danger & Q(activities__shifts__state=ShiftState.OPEN, activities__shifts__starts_at__gt=at)
    rows = Policy.objects.filter(pk=policy.pk).aggregate(count=Count("activities__shifts", filter=to_come))
    return int(rows["count"])


def covered_on(policy: Policy, day: date) -> int:
    """How many people a policy covers by name on a day."""
    rows = policy.insured.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)
    return rows.values("volunteer").distinct().count()
