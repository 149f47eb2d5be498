"""How fast the city really was in each matter: the share in time and the middle answer of twelve months, kept, so that
a page of a matter sums up nothing."""

from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum

from civic.insights.models import Counted, Pace
from civic.offices.models import Matter

STALE = timedelta(hours=6)
SPAN = timedelta(days=365)


def keep_pace(*, at: datetime, seconds: float = 30.0) -> int:
    """Reckon the matters whose pace is some hours old, the oldest first, for so many seconds at most; how many. Two
    sweeps at once write the same."""
    until, done = monotonic() + seconds, 0
    known = dict(Pace.objects.values_list("matter", "reckoned_at"))
    keys = list(Matter.objects.order_by("order", "code").values_list("pk", flat=True))
    stale = [key for key in keys if key not in known or known[key] <= at - STALE]
    for key in sorted(stale, key=lambda key: (key in known, known.get(key, at))):
        _reckon(key, at=at)
        done += 1
        if monotonic() >= until:
            break
    return done


@transaction.atomic
def _reckon(matter: int, *, at: datetime) -> None:
    """One matter; public or not, every case counts whose first promised day lies in the twelve months."""
    rows = Counted.objects.filter(case__matter=matter, due_at__gt=at - SPAN, due_at__lte=at).order_by()
    sums = rows.aggregate(
        due=Count("pk"), in_time=Sum("in_time"), answered=Count("pk", filter=Q(case__answered_at__isnull=False))
    )
    told = {
        "due": sums["due"],
        "in_time": sums["in_time"] or 0,
        "answered": sums["answered"],
        "half_minutes": _half(rows, sums["answered"]),
        "reckoned_at": at,
    }
    Pace.objects.update_or_create(matter_id=matter, defaults=told)


def _half(rows: QuerySet[Counted], answered: int) -> int | None:
    """The minutes of the middle one, from the report to the answer that stands."""
    if not answered:
        return None
    took = ExpressionWrapper(F("case__answered_at") - F("case__filed_at"), output_field=DurationField())
    given = rows.filter(case__answered_at__isnull=False).annotate(took=took).order_by("took")
    middle: timedelta = given.values_list("took", flat=True)[(answered - 1) // 2]
    return max(0, int(middle.total_seconds() // 60))
