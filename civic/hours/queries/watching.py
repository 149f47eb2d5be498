"""Counts of volunteering for whoever watches the house: numbers only, by nobody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Sum

from civic.attendances.models import Attendance
from civic.hours.queries.desk import late_shifts
from civic.shifts.models import Shift, ShiftPost, Signup
from civic.volunteers.models import Volunteer

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Watched:
    """How volunteering stands at a moment."""

    by_state: dict[str, int]  # of volunteers: who waits for an answer, who joined, who left
    shifts_open: int
    places_free: int
    check_ins: int  # within the last day
    hours_late: int  # shifts whose hours were not written down within their ten working days


def watched(*, at: datetime) -> Watched:
    """Six statements, whatever the size of the city."""
    ahead = Shift.objects.ahead(at).order_by()
    places = ShiftPost.objects.filter(shift__in=ahead).aggregate(sum=Sum("places"))["sum"] or 0
    taken = Signup.objects.holding().filter(shift__in=ahead).count()
    return Watched(
        by_state=dict(Volunteer.objects.order_by().values_list("state").annotate(Count("pk"))),
        shifts_open=ahead.count(),
        places_free=max(0, places - taken),
        check_ins=Attendance.objects.filter(in_at__gt=at - DAY, in_at__lte=at).count(),
        hours_late=late_shifts(at=at).count(),
    )
