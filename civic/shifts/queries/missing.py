"""How many people the shifts of the next days still miss."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from civic.shifts.models import Shift, ShiftPost
from civic.shifts.models.signups import HOLDING


@dataclass(frozen=True)
class Missing:
    """What is on, and who is still missing there."""

    shifts: int
    people: int


def missing_within(at: datetime, *, days: int) -> Missing:
    """Of the shifts that are open and begin within so many days: one post's people too many fill no other post."""
    posts = (
        ShiftPost.objects.filter(shift__in=Shift.objects.ahead(at).filter(starts_at__lte=at + timedelta(days=days)))
        .order_by()
        .annotate(held=Count("signups", filter=Q(signups__state__in=HOLDING)))
        .values_list("shift_id", "places", "held")
    )
    rows = list(posts)
    return Missing(
        shifts=len({shift for shift, _places, _held in rows}),
        people=sum(max(0, places - held) for _shift, places, held in rows),
    )
